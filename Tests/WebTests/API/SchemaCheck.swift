import Campaigns
import CivilTime

/// Holds a value against a schema of the API's description (JSON Schema 2020-12, the keywords that it uses).
struct SchemaCheck {
    /// Keywords that say something to readers alone.
    static let annotations: Set = ["description", "examples", "default", "title"]
    static let keywords: Set = [
        "$ref", "type", "enum", "const", "anyOf", "oneOf", "allOf", "properties", "required", "additionalProperties",
        "items", "minItems", "maxItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "format",
    ]

    /// The whole description, which references lead into.
    let document: JSON

    /// What is wrong, each with its place; empty when the value is as the schema says.
    func problems(_ value: JSON, _ schema: JSON, at path: String = "$") -> [String] {
        if schema == false { return ["\(path) should not be there"] }
        if let reference = schema["$ref"]?.stringValue {
            guard let target = resolve(reference) else { return ["\(reference) leads nowhere"] }
            return problems(value, target, at: path)
        }
        return plain(value, schema, at: path) + parts(value, schema, at: path) + inside(value, schema, at: path)
    }

    /// What a reference such as `#/components/schemas/Step` leads to.
    func resolve(_ reference: String) -> JSON? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(document) { $0?[String($1)] }
    }

    private func plain(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
        var problems: [String] = []
        if let type = schema["type"] {
            let names = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue ?? ""]
            if !names.contains(where: { Self.isOf($0, value) }) { problems.append("\(path) is no \(names)") }
        }
        if let words = schema["enum"]?.arrayValue, !words.contains(value) { problems.append("\(path) is no such word") }
        if let constant = schema["const"], constant != value { problems.append("\(path) is another value") }
        if let number = value.numberValue {
            if let least = schema["minimum"]?.numberValue, number < least { problems.append("\(path) is too small") }
            if let most = schema["maximum"]?.numberValue, number > most { problems.append("\(path) is too large") }
        }
        return problems + text(value, schema, at: path)
    }

    private func text(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
        guard let text = value.stringValue else { return [] }
        var problems: [String] = []
        let length = Int64(text.unicodeScalars.count)
        if let least = schema["minLength"]?.integerValue, length < least { problems.append("\(path) is too short") }
        if let most = schema["maxLength"]?.integerValue, length > most { problems.append("\(path) is too long") }
        if let pattern = schema["pattern"]?.stringValue {
            do {
                if try text.firstMatch(of: Regex(pattern)) == nil { problems.append("\(path) has another form") }
            } catch {
                problems.append("\(pattern) is no pattern")
            }
        }
        switch schema["format"]?.stringValue {
        case "date-time" where Instant(text) == nil: problems.append("\(path) is no time")
        case "date" where CivilDate(text) == nil: problems.append("\(path) is no date")
        default: break
        }
        return problems
    }

    private func parts(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
        var all: [String] = []
        for part in schema["allOf"]?.arrayValue ?? [] { all += problems(value, part, at: path) }
        if let parts = schema["anyOf"]?.arrayValue {
            let each = parts.map { problems(value, $0, at: path) }
            if each.allSatisfy({ !$0.isEmpty }) { all += each.min { $0.count < $1.count } ?? [] }
        }
        if let parts = schema["oneOf"]?.arrayValue {
            let fitting = parts.filter { problems(value, $0, at: path).isEmpty }
            if fitting.count != 1 { all.append("\(path) fits \(fitting.count) of the shapes") }
        }
        return all
    }

    private func inside(_ value: JSON, _ schema: JSON, at path: String) -> [String] {
        switch value {
        case .object(let members): inside(members, schema, at: path)
        case .array(let elements): inside(elements, schema, at: path)
        default: []
        }
    }

    private func inside(_ members: [JSON.Member], _ schema: JSON, at path: String) -> [String] {
        let keys = Set(members.map(\.key))
        let needed = schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        var all = needed.filter { !keys.contains($0) }.map { "\(path).\($0) is missing" }
        for member in members {
            if let known = schema["properties"]?[member.key] {
                all += problems(member.value, known, at: "\(path).\(member.key)")
            } else if let more = schema["additionalProperties"] {
                all += problems(member.value, more, at: "\(path).\(member.key)")
            }
        }
        return all
    }

    private func inside(_ elements: [JSON], _ schema: JSON, at path: String) -> [String] {
        var all: [String] = []
        if let least = schema["minItems"]?.integerValue, elements.count < least { all.append("\(path) is too short") }
        if let most = schema["maxItems"]?.integerValue, elements.count > most { all.append("\(path) is too long") }
        guard let each = schema["items"] else { return all }
        for (index, element) in elements.enumerated() { all += problems(element, each, at: "\(path)[\(index)]") }
        return all
    }

    private static func isOf(_ type: String, _ value: JSON) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .integer: type == "integer" || type == "number"
        case .number: type == "number"
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }
}
