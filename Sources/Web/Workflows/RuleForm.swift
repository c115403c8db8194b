import Campaigns

/// A rule as lines of a form, of which all or any must hold.
struct RuleForm: Equatable {
    enum Joint: String, CaseIterable {
        case all, any

        var phrase: String { self == .all ? "all of these hold" : "any of these holds" }
    }

    /// One comparison, as it was typed.
    struct Line: Equatable {
        var field = ""
        var op = FieldTest.Operator.equal.rawValue
        var value = ""

        /// Nothing was chosen yet; such a line asks nothing.
        var isBlank: Bool { field.isEmpty && value.allSatisfy(\.isWhitespace) }
    }

    /// What the fields' names begin with, so that two rules fit into one form.
    let prefix: String
    var joint = Joint.all
    var lines: [Line] = []
    /// The stored rule where it is more than lines can say; it stays until lines take its place.
    private(set) var nested: Rule?

    init(prefix: String) { self.prefix = prefix }

    /// - Parameter rule: nil and the rule that asks nothing have no line.
    init(prefix: String, _ rule: Rule?) {
        self.prefix = prefix
        guard let rule, rule != .everybody else { return }
        if let (joint, tests) = rule.flat {
            self.joint = joint
            lines = tests.map { Line(field: $0.field.key, op: $0.op.rawValue, value: RuleValueText.text(of: $0)) }
        } else {
            nested = rule
        }
    }

    /// The form as it was posted, with a line more or less where a button asked for it.
    init(prefix: String, _ form: Form, nested: Rule? = nil) {
        self.prefix = prefix
        self.nested = nested
        joint = Joint(rawValue: form[name("match")]) ?? .all
        let (ops, values) = (form.list(name("op")), form.list(name("value")))
        lines = form.list(name("field")).enumerated().map { index, field in
            Line(
                field: field, op: index < ops.count ? ops[index] : "",
                value: index < values.count ? values[index] : "")
        }
        if let removed = Int(form[name("remove")]), lines.indices.contains(removed - 1) {
            lines.remove(at: removed - 1)
        }
        if !form[name("add")].isEmpty, lines.count < Self.mostLines { lines.append(Line()) }
    }

    /// More comparisons than this are no form any more.
    static let mostLines = 50

    func name(_ part: String) -> String { "\(prefix)-\(part)" }

    func id(_ line: Int, _ part: String) -> String { "\(prefix)-\(line + 1)-\(part)" }

    /// The names that may come once.
    static func names(_ prefix: String) -> Set<String> { ["\(prefix)-match", "\(prefix)-add", "\(prefix)-remove"] }

    /// The names that come once a line.
    static func lists(_ prefix: String) -> Set<String> { ["\(prefix)-field", "\(prefix)-op", "\(prefix)-value"] }

    /// Whether the form was sent by a button that adds or removes a line, and so is not to be saved.
    func isRearranged(_ form: Form) -> Bool { !form[name("add")].isEmpty || !form[name("remove")].isEmpty }
}

extension RuleForm {
    /// The rule that the lines say; nil with what is wrong added to the form beside its line.
    func rule(_ form: inout Form) -> Rule? {
        var tests: [FieldTest] = []
        var isSound = true
        for (index, line) in lines.enumerated() where !line.isBlank {
            switch line.test {
            case .success(let test): tests.append(test)
            case .failure(let refusal):
                form.add(id(index, refusal.part), refusal.message)
                isSound = false
            }
        }
        guard isSound, lines.count <= Self.mostLines else { return nil }
        if tests.isEmpty { return nested ?? .everybody }
        if tests.count == 1 { return .test(tests[0]) }
        return joint == .all ? .all(tests.map(Rule.test)) : .any(tests.map(Rule.test))
    }
}

extension RuleForm.Line {
    struct Refusal: Error {
        /// "field", "op" or "value".
        let part: String
        let message: String
    }

    var test: Result<FieldTest, Refusal> {
        guard let field = Field(key: field) else {
            return .failure(Refusal(part: "field", message: "Choose what to ask about."))
        }
        guard let op = FieldTest.Operator(rawValue: op), field.operators.contains(op) else {
            let allowed = field.operators.map { "“\($0.phrase)”" }.joined(separator: ", ")
            return .failure(Refusal(part: "op", message: "For the \(field.phrase) choose one of \(allowed)."))
        }
        let test = FieldTest(field: field, op: op, value: RuleValueText.value(of: value, for: field, op))
        guard let problem = Rule.test(test).problems.first else { return .success(test) }
        return .failure(Refusal(part: "value", message: RuleValueText.expectation(for: field, op) ?? problem.message))
    }
}

extension Rule {
    /// Its comparisons and what joins them; nil when it is nested deeper.
    fileprivate var flat: (RuleForm.Joint, [FieldTest])? {
        func tests(_ parts: [Rule]) -> [FieldTest]? {
            let tests = parts.compactMap { part in
                if case .test(let test) = part { test } else { nil }
            }
            return tests.count == parts.count && !tests.isEmpty ? tests : nil
        }
        switch self {
        case .all(let parts): return tests(parts).map { (.all, $0) }
        case .any(let parts): return tests(parts).map { (.any, $0) }
        case .test(let test): return (.all, [test])
        case .not: return nil
        }
    }
}
