/// The rule language of api.md.
extension Rule {
    /// Reads `{"all":[…]}`, `{"any":[…]}`, `{"not":…}`, `{"segment":"12"}` or `{"field":…,"op":…,"value":…}`.
    ///
    /// - Throws: every problem of shape; or, where the shape is right, every problem of sense.
    public init(json: JSON) throws(RuleRefusal) {
        var reader = RuleReader()
        let rule = reader.rule(json, at: .top, depth: 1)
        let problems = reader.problems.isEmpty ? rule?.problems ?? [] : reader.problems
        guard let rule, problems.isEmpty else { throw RuleRefusal(problems: problems) }
        self = rule
    }

    public var json: JSON {
        switch self {
        case .all(let parts): .object(["all": .array(parts.map(\.json))])
        case .any(let parts): .object(["any": .array(parts.map(\.json))])
        case .not(let part): .object(["not": part.json])
        case .test(let test): test.json
        case .segment(let id): .object(["segment": .string(id.description)])
        }
    }
}

extension FieldTest {
    fileprivate var json: JSON {
        guard let value else { return .object(["field": .string(field.key), "op": .string(op.rawValue)]) }
        return .object(["field": .string(field.key), "op": .string(op.rawValue), "value": value.json])
    }
}

extension RuleValue {
    fileprivate var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .number(let number): .integer(Int64(number))
        case .yesNo(let answer): .bool(answer)
        case .list(let list): .array(list.map(JSON.string))
        case .days(let days): .object(["days": .integer(Int64(days))])
        case .months(let months): .object(["months": .integer(Int64(months))])
        }
    }

    fileprivate init?(json: JSON) {
        switch json {
        case .string(let text): self = .text(text)
        case .integer(let number): self = .number(Int(number))
        case .bool(let answer): self = .yesNo(answer)
        case .array(let values):
            let list = values.compactMap(\.stringValue)
            guard list.count == values.count else { return nil }
            self = .list(list)
        case .object(let members):
            guard members.count == 1, let amount = members[0].value.integerValue else { return nil }
            switch members[0].key {
            case "days": self = .days(Int(amount))
            case "months": self = .months(Int(amount))
            default: return nil
            }
        case .null, .number: return nil
        }
    }
}

/// One pass over a rule's JSON that collects what is wrong with its shape.
private struct RuleReader {
    var problems: [RuleProblem] = []
    private var count = 0

    mutating func rule(_ json: JSON, at path: RulePath, depth: Int) -> Rule? {
        guard depth <= Rule.maximumDepth else {
            return refuse(path, "A rule may be nested at most \(Rule.maximumDepth) levels deep.")
        }
        guard let members = json.objectValue else { return refuse(path, Self.shape) }
        if members.count == 1 {
            let path = path.member(members[0].key)
            let value = members[0].value
            switch members[0].key {
            case "all": return parts(value, at: path, depth: depth).map(Rule.all)
            case "any": return parts(value, at: path, depth: depth).map(Rule.any)
            case "not": return rule(value, at: path, depth: depth + 1).map(Rule.not)
            case "segment": return segment(value, at: path)
            default: break
            }
        }
        return test(members, at: path).map(Rule.test)
    }

    private mutating func parts(_ json: JSON, at path: RulePath, depth: Int) -> [Rule]? {
        guard let elements = json.arrayValue else { return refuse(path, "Give a list of rules.") }
        var parts: [Rule] = []
        for (index, element) in elements.enumerated() where count <= Rule.maximumTests {
            if let part = rule(element, at: path.element(index), depth: depth + 1) { parts.append(part) }
        }
        return parts
    }

    private mutating func segment(_ json: JSON, at path: RulePath) -> Rule? {
        count += 1
        guard let id = json.stringValue.flatMap({ ID<Segment>(text: $0) }) else {
            return refuse(path, "Give the id of a segment, as a text.")
        }
        return .segment(id)
    }

    private mutating func test(_ members: [JSON.Member], at path: RulePath) -> FieldTest? {
        count += 1
        if count == Rule.maximumTests + 1 {
            return refuse(.top, "A rule may hold at most \(Rule.maximumTests) comparisons.")
        }
        let json = JSON.object(members)
        guard json["field"] != nil || json["op"] != nil else { return refuse(path, Self.shape) }
        for member in members where !["field", "op", "value"].contains(member.key) {
            let _: Rule? = refuse(path.member(member.key), "A comparison has field, op and value, and nothing else.")
        }
        guard let field = json["field"]?.stringValue.flatMap(Field.init(key:)) else {
            return refuse(path.member("field"), "Give the name of a field, such as patient.age.")
        }
        guard let op = json["op"]?.stringValue.flatMap(FieldTest.Operator.init(rawValue:)) else {
            let allowed = field.operators.map(\.rawValue).joined(separator: " ")
            return refuse(path.member("op"), "Compare the \(field.phrase) by one of: \(allowed).")
        }
        guard let given = json["value"], !given.isNull else { return FieldTest(field: field, op: op, value: nil) }
        guard let value = RuleValue(json: given) else {
            return refuse(
                path.member("value"), "Give a text, a whole number, true or false, a list of texts, or {\"days\":…}.")
        }
        return FieldTest(field: field, op: op, value: value)
    }

    private mutating func refuse<Read>(_ path: RulePath, _ message: String) -> Read? {
        problems.append(path.problem(message))
        return nil
    }

    private static let shape =
        "Give one of {\"all\":[…]}, {\"any\":[…]}, {\"not\":…}, {\"segment\":…} or {\"field\":…,\"op\":…,\"value\":…}."
}
