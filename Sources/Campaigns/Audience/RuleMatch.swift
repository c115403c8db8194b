import CivilTime

extension Rule {
    /// Whether the patient meets the rule; nil when the facts do not know, which is never a yes.
    ///
    /// Three-valued: `all` is false as soon as one part is, `any` true as soon as one part is, and not(unknown) stays
    /// unknown. Tests of treatment fields that stand side by side in one `all` are asked of one and the same treatment:
    /// a patient with finished braces and a retainer in wear has no active braces.
    public func matches(_ facts: Facts, at now: Instant) -> Bool? {
        switch self {
        case .all(let parts):
            let (treatment, others) = parts.partedByTreatment
            let answers = others.map { $0.matches(facts, at: now) }
            return Self.all(answers + [Self.ofOneTreatment(treatment, facts, at: now)])
        case .any(let parts):
            return Self.any(parts.map { $0.matches(facts, at: now) })
        case .not(let part):
            return part.matches(facts, at: now).map { !$0 }
        case .test(let test):
            return test.matches(facts, at: now)
        case .segment:
            return nil
        }
    }

    /// Whether the rule asks only what can no longer change for an enrollment (rules.md 1.4).
    public var isFixed: Bool { tests.allSatisfy(\.field.isFixed) && segments.isEmpty }

    /// Whether it asks what an event said.
    public var asksEvent: Bool { tests.contains { $0.field.asksEvent } }

    /// Every comparison in it, in reading order.
    public var tests: [FieldTest] {
        switch self {
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        case .not(let part): part.tests
        case .test(let test): [test]
        case .segment: []
        }
    }

    private static func ofOneTreatment(_ tests: [FieldTest], _ facts: Facts, at now: Instant) -> Bool? {
        func answer(_ facts: Facts) -> Bool? { all(tests.map { $0.matches(facts, at: now) }) }
        guard tests.count > 1, facts.treatmentsInQuestion.count > 1 else { return answer(facts) }
        return any(
            facts.treatmentsInQuestion.map { treatment in
                var ofOne = facts
                ofOne.anchor.treatment = treatment.id
                return answer(ofOne)
            })
    }

    private static func all(_ answers: [Bool?]) -> Bool? {
        answers.contains(false) ? false : answers.contains(nil) ? nil : true
    }

    private static func any(_ answers: [Bool?]) -> Bool? {
        answers.contains(true) ? true : answers.contains(nil) ? nil : false
    }
}

extension [Rule] {
    /// The tests of treatments among the parts of an `all`, which are asked of one treatment, and the other parts.
    public var partedByTreatment: (treatment: [FieldTest], others: [Rule]) {
        var treatment: [FieldTest] = []
        var others: [Rule] = []
        for part in self {
            if case .test(let test) = part, test.field.group == .treatment {
                treatment.append(test)
            } else {
                others.append(part)
            }
        }
        return (treatment, others)
    }
}
