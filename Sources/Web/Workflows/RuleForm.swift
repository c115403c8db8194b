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
    let offers: RuleOffers

    /// Those that a line may ask about.
    var segments: Segments { offers.segments }

    /// What a line's field is that asks about a segment.
    static let segmentField = "segment"

    /// - Parameter rule: nil and the rule that asks nothing have no line.
    init(prefix: String, _ rule: Rule? = nil, offers: RuleOffers = .none) {
        self.prefix = prefix
        self.offers = offers
        guard let rule, rule != .everybody else { return }
        if let (joint, parts) = rule.flat {
            self.joint = joint
            lines = parts.map { Line($0, offers.segments) }
        } else {
            nested = rule
        }
    }

    /// The form as it was posted, with a line more or less where a button asked for it.
    init(prefix: String, _ form: Form, nested: Rule? = nil, offers: RuleOffers = .none) {
        self.prefix = prefix
        self.offers = offers
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
        var parts: [Rule] = []
        var isSound = true
        for (index, line) in lines.enumerated() where !line.isBlank {
            switch line.rule(offers) {
            case .success(let part): parts.append(part)
            case .failure(let refusal):
                form.add(id(index, refusal.part), refusal.message)
                isSound = false
            }
        }
        guard isSound, lines.count <= Self.mostLines else { return nil }
        if parts.isEmpty { return nested ?? .everybody }
        if parts.count == 1 { return parts[0] }
        return joint == .all ? .all(parts) : .any(parts)
    }
}

extension RuleForm.Line {
    struct Refusal: Error {
        /// "field", "op" or "value".
        let part: String
        let message: String
    }

    /// - Parameter part: a comparison, or a segment that is asked about or excluded.
    fileprivate init(_ part: Rule, _ segments: Segments) {
        switch part {
        case .test(let test):
            self.init(field: test.field.key, op: test.op.rawValue, value: RuleValueText.text(of: test))
        case .not(let part):
            self.init(part, segments)
            op = FieldTest.Operator.unequal.rawValue
        case .segment(let id): self.init(field: RuleForm.segmentField, value: segments[id]?.name ?? "")
        case .all, .any: self.init()
        }
    }

    func rule(_ offers: RuleOffers) -> Result<Rule, Refusal> {
        if field == RuleForm.segmentField { return segment(among: offers.segments) }
        if offers.eventData == nil, Field(key: field)?.asksEvent == true {
            return .failure(Refusal(part: "field", message: Rule.eventInAudience))
        }
        return test.map(Rule.test)
    }

    private func segment(among segments: Segments) -> Result<Rule, Refusal> {
        let sought = RuleValueText.trimmed(value)
        guard let segment = segments.all.first(where: { $0.name == sought }) else {
            return .failure(Refusal(part: "value", message: "Give the name of a saved segment."))
        }
        switch FieldTest.Operator(rawValue: op) {
        case .equal: return .success(.segment(segment.id))
        case .unequal: return .success(.not(.segment(segment.id)))
        default: return .failure(Refusal(part: "op", message: "For a segment choose “is” or “is not”."))
        }
    }

    private var test: Result<FieldTest, Refusal> {
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
    /// What a line each can say, and what joins them; nil when it is nested deeper.
    fileprivate var flat: (RuleForm.Joint, [Rule])? {
        switch self {
        case .all(let parts) where !parts.isEmpty && parts.allSatisfy(\.isLine): (.all, parts)
        case .any(let parts) where !parts.isEmpty && parts.allSatisfy(\.isLine): (.any, parts)
        case .test, .segment, .not(.segment): (.all, [self])
        default: nil
        }
    }

    private var isLine: Bool {
        switch self {
        case .test, .segment, .not(.segment): true
        default: false
        }
    }
}
