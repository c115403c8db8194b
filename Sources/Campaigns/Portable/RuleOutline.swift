/// A rule as indented lines: `all`, `any` and `not` with what they join below them, `segment: NAME`, and comparisons as
/// `- patient.age < 18`, whose value is JSON.
struct RuleOutline {
    /// What the segments are called, by their numbers.
    let segments: [String]

    /// "audience: everybody", or the key with the rule below it.
    func node(_ key: String, _ rule: Rule) -> OutlineNode {
        rule == .everybody ? OutlineNode(key, "everybody") : OutlineNode(key, nil, [node(rule)])
    }

    private func node(_ rule: Rule) -> OutlineNode {
        switch rule {
        case .all(let parts): OutlineNode("all", nil, parts.map(node))
        case .any(let parts): OutlineNode("any", nil, parts.map(node))
        case .not(let part): OutlineNode("not", nil, [node(part)])
        case .segment(let id): OutlineNode("segment", name(id))
        case .test(let test): OutlineNode(line: 0, content: .item(Self.text(test)))
        }
    }

    private func name(_ id: ID<Segment>) -> String {
        let index = Int(id.rawValue) - 1
        guard segments.indices.contains(index) else { preconditionFailure("a rule names a segment that is not there") }
        return segments[index]
    }

    private static func text(_ test: FieldTest) -> String {
        let json = Rule.test(test).json
        let value = json["value"].map { " \($0.text)" } ?? ""
        let key = test.field.key
        let isPlain = key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
        return "\(isPlain ? key : JSON.string(key).text) \(test.op.rawValue)\(value)"
    }

    /// The rule below a key.
    ///
    /// - Throws: what makes no sense, with its line.
    func rule(_ node: OutlineNode) throws(PortableProblem) -> Rule {
        if case .entry(_, let value?) = node.content {
            guard value == "everybody", node.children.isEmpty else {
                throw PortableProblem(node.line, "Expected “everybody”, or one rule below this line.")
            }
            return .everybody
        }
        guard node.children.count == 1 else {
            throw PortableProblem(node.line, "Expected one rule below this line: all, any, not, segment or “- ”.")
        }
        var count = 0
        let rule = try self.rule(node.children[0], depth: 1, &count)
        if let problem = rule.problems.first { throw PortableProblem(node.line, problem.message) }
        return rule
    }

    private func rule(_ node: OutlineNode, depth: Int, _ count: inout Int) throws(PortableProblem) -> Rule {
        guard depth <= Rule.maximumDepth else {
            throw PortableProblem(node.line, "A rule may be nested at most \(Rule.maximumDepth) levels deep.")
        }
        count += 1
        guard count <= Rule.maximumTests * 2 else {
            throw PortableProblem(node.line, "A rule may hold at most \(Rule.maximumTests) comparisons.")
        }
        switch node.content {
        case .entry("all", nil): return .all(try parts(node, depth, &count))
        case .entry("any", nil): return .any(try parts(node, depth, &count))
        case .entry("not", nil):
            guard node.children.count == 1 else { throw PortableProblem(node.line, "Expected one rule below “not”.") }
            return .not(try rule(node.children[0], depth: depth + 1, &count))
        case .entry("segment", _?):
            let name = try node.value(atMost: Segment.maximumNameLength)
            guard let index = segments.firstIndex(of: name) else {
                throw PortableProblem(node.line, "There is no segment of this name at the end of the file.")
            }
            return .segment(ID(Int64(index + 1)))
        case .item(let text):
            guard node.children.isEmpty else { throw PortableProblem(node.line, "Nothing stands below a comparison.") }
            return try Self.test(text, node.line)
        case .entry, .text:
            throw PortableProblem(
                node.line, "Expected all, any, not, “segment: ” and a name, or “- ” and a comparison.")
        }
    }

    private func parts(_ node: OutlineNode, _ depth: Int, _ count: inout Int) throws(PortableProblem) -> [Rule] {
        var parts: [Rule] = []
        for child in node.children { parts.append(try rule(child, depth: depth + 1, &count)) }
        return parts
    }

    private static func test(_ text: String, _ line: Int) throws(PortableProblem) -> Rule {
        let (key, rest) = try self.key(text, line)
        let words = rest.split(separator: " ", maxSplits: 1)
        guard let op = words.first else {
            throw PortableProblem(line, "Expected a comparison after the field, such as “=” or “<”.")
        }
        var members = [
            JSON.Member(key: "field", value: .string(key)), JSON.Member(key: "op", value: .string(String(op))),
        ]
        do {
            if words.count == 2 {
                members.append(JSON.Member(key: "value", value: try JSON.parse(Array(words[1].utf8))))
            }
            return try Rule(json: .object(members))
        } catch let refusal as RuleRefusal {
            throw PortableProblem(line, refusal.problems.first?.message ?? "This comparison makes no sense.")
        } catch {
            throw PortableProblem(
                line, "Expected a value in JSON after the comparison: 18, \"braces\", true or a list.")
        }
    }

    /// The field's name, in quotes where it holds more than letters and dots, and what follows its blank.
    private static func key(_ text: String, _ line: Int) throws(PortableProblem) -> (String, Substring) {
        guard text.hasPrefix("\"") else {
            let key = text.prefix { $0 != " " }
            return (String(key), text.dropFirst(key.count + 1))
        }
        var isEscaped = false
        for index in text.indices.dropFirst() {
            if isEscaped {
                isEscaped = false
            } else if text[index] == "\\" {
                isEscaped = true
            } else if text[index] == "\"" {
                // What is no JSON is refused below.
                guard let key = (try? JSON.parse(Array(text[...index].utf8)))?.stringValue else { break }
                return (key, text[index...].dropFirst(2))
            }
        }
        throw PortableProblem(line, "Expected the field's name in quotes, as JSON writes it.")
    }
}
