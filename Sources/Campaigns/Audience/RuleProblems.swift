import CivilTime

extension Rule {
    /// Comparisons that one rule may hold.
    public static let maximumTests = 200
    /// How deep its joints may be nested; a single test has depth 1.
    public static let maximumDepth = 8

    /// Everything in it that makes no sense, in reading order; empty when it is sound.
    public var problems: [RuleProblem] {
        var problems = problems(at: .top)
        if tests.count + segments.count > Self.maximumTests {
            problems.append(RulePath.top.problem("A rule may hold at most \(Self.maximumTests) comparisons."))
        }
        if depth > Self.maximumDepth {
            problems.append(RulePath.top.problem("A rule may be nested at most \(Self.maximumDepth) levels deep."))
        }
        return problems
    }

    /// The same for an audience, which no event has chosen.
    public var problemsOfAudience: [RuleProblem] {
        let asking = places(at: .top).filter(\.test.field.asksEvent)
        return problems + asking.map { $0.path.member("field").problem(Self.eventInAudience) }
    }

    /// Where questions about an event may stand, said where they may not.
    public static let eventInAudience = """
        What an event said can be asked in the trigger’s rule, and in conditions and branches of a campaign that an event \
        starts; an audience has no event.
        """

    private func places(at path: RulePath) -> [(test: FieldTest, path: RulePath)] {
        switch self {
        case .all(let parts):
            parts.enumerated().flatMap { $0.element.places(at: path.member("all").element($0.offset)) }
        case .any(let parts):
            parts.enumerated().flatMap { $0.element.places(at: path.member("any").element($0.offset)) }
        case .not(let part): part.places(at: path.member("not"))
        case .test(let test): [(test, path)]
        case .segment: []
        }
    }

    /// Everything that makes no sense in a rule whose segments stand in it, which may be larger than one that is written.
    public var problemsWhenResolved: [RuleProblem] {
        let missing = RulePath.top.problem("It asks about a segment that is not there.")
        return problems(at: .top) + (segments.isEmpty ? [] : [missing])
    }

    private func problems(at path: RulePath) -> [RuleProblem] {
        switch self {
        case .all(let parts): Self.problems(of: parts, at: path.member("all"))
        case .any(let parts): Self.problems(of: parts, at: path.member("any"))
        case .not(let part): part.problems(at: path.member("not"))
        case .test(let test): test.problem(at: path).map { [$0] } ?? []
        case .segment: []
        }
    }

    private static func problems(of parts: [Rule], at path: RulePath) -> [RuleProblem] {
        parts.enumerated().flatMap { index, part in part.problems(at: path.element(index)) }
    }

    private var depth: Int {
        switch self {
        case .all(let parts), .any(let parts): 1 + (parts.map(\.depth).max() ?? 0)
        case .not(let part): 1 + part.depth
        case .test, .segment: 1
        }
    }
}

extension FieldTest {
    func problem(at path: RulePath) -> RuleProblem? {
        guard field.operators.contains(op) else {
            let allowed = field.operators.map(\.rawValue).joined(separator: " ")
            return path.member("op").problem("Compare the \(field.phrase) by one of: \(allowed).")
        }
        return expectedValue.map { path.member("value").problem($0) }
    }

    /// What the value should have been; nil when it is right.
    private var expectedValue: String? {
        if op == .exists || op == .missing { return value == nil ? nil : "Leave the value away." }
        switch (field.kind, value) {
        case (.number(let range), .number(let number)) where range.contains(number): return nil
        case (.number(let range), _):
            return "Give a whole number from \(range.lowerBound) to \(range.upperBound)."
        case (.choice(let options), _): return Self.expected(options, op, value)
        case (.text, _), (.texts, _): return Self.expectedText(op, value)
        case (.yesNo, .yesNo): return nil
        case (.yesNo, _): return "Give true or false."
        case (.date, _): return value.flatMap(Self.checkedDate) == nil ? Self.dateExpected : nil
        case (.any, _): return Self.expectedOfAny(op, value)
        }
    }

    private static func expected(_ options: [FieldKind.Option], _ op: Operator, _ value: RuleValue?) -> String? {
        let known = Set(options.map(\.value))
        switch (op, value) {
        case (.in, .list(let list)) where !list.isEmpty && list.allSatisfy(known.contains): return nil
        case (.equal, .text(let text)), (.unequal, .text(let text)):
            if known.contains(text) { return nil }
        default: break
        }
        let words = options.map(\.value).joined(separator: ", ")
        return op == .in ? "Give a list of some of: \(words)." : "Give one of: \(words)."
    }

    /// The comparison says which kind of value is meant.
    private static func expectedOfAny(_ op: Operator, _ value: RuleValue?) -> String? {
        switch (op, value) {
        case (.within, _), (.before, _), (.after, _): return value.flatMap(checkedDate) == nil ? dateExpected : nil
        case (.less, .number), (.lessOrEqual, .number), (.greater, .number), (.greaterOrEqual, .number): return nil
        case (.less, _), (.lessOrEqual, _), (.greater, _), (.greaterOrEqual, _): return "Give a whole number."
        case (.equal, .number), (.unequal, .number), (.equal, .yesNo), (.unequal, .yesNo): return nil
        default: return expectedText(op, value)
        }
    }

    private static func expectedText(_ op: Operator, _ value: RuleValue?) -> String? {
        func isFit(_ text: String) -> Bool { !text.isEmpty && text.unicodeScalars.count <= maximumTextLength }
        switch (op, value) {
        case (.in, .list(let list)) where !list.isEmpty && list.allSatisfy(isFit): return nil
        case (.in, _): return "Give a list of texts of at most \(maximumTextLength) characters."
        case (_, .text(let text)) where isFit(text): return nil
        default: return "Give a text of at most \(maximumTextLength) characters."
        }
    }

    private static func checkedDate(_ value: RuleValue) -> RuleValue? {
        switch value {
        case .text(let text): CivilDate(text) == nil ? nil : value
        case .days(let days): (-36_600...36_600).contains(days) ? value : nil
        case .months(let months): (-1_200...1_200).contains(months) ? value : nil
        case .number, .yesNo, .list: nil
        }
    }

    private static let maximumTextLength = 120
    private static let dateExpected =
        "Give a date as YYYY-MM-DD, or days or months from today, at most a hundred years."
}
