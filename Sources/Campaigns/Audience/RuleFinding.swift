import CivilTime

/// Why a rule answers as it does for one patient: the tests that decide it, with the values that they met.
public struct RuleFinding: Sendable, Hashable {
    /// Whether the patient meets the rule; nil when the facts do not know.
    public let isMet: Bool?
    /// In reading order; empty for a rule that asks nothing, and where no test alone decides.
    public let tests: [Test]

    /// One test that decides.
    public struct Test: Sendable, Hashable {
        public let test: FieldTest
        /// What the field is; nil when that is not known.
        public let answer: FieldAnswer?
        public let isMet: Bool?
    }

    public init(of rule: Rule, for facts: Facts, at now: Instant) {
        isMet = rule.matches(facts, at: now)
        tests = Self.decisive(rule, facts, now)
    }

    private static func decisive(_ rule: Rule, _ facts: Facts, _ now: Instant) -> [Test] {
        let answer = rule.matches(facts, at: now)
        switch rule {
        case .all(let parts):
            let deciding = parts.filter { $0.matches(facts, at: now) == answer }
            // Tests that each some treatment passes, but none passes together.
            let all = deciding.isEmpty || answer == true ? parts : deciding
            return all.flatMap { decisive($0, facts, now) }
        case .any(let parts):
            return parts.filter { $0.matches(facts, at: now) == answer }.flatMap { decisive($0, facts, now) }
        case .not(let part): return decisive(part, facts, now)
        case .test(let test):
            return [
                Test(test: test, answer: test.field.answer(facts, at: now), isMet: test.matches(facts, at: now))
            ]
        case .segment: return []
        }
    }
}

extension RuleFinding {
    /// "age is under 12 (it is 14) and tag is VIP (there is none)"; nil where no test decides.
    func sentence(_ times: Times) -> String? {
        guard !tests.isEmpty else { return nil }
        return tests.map { $0.sentence(times) }.joined(separator: " and ")
    }
}

extension RuleFinding.Test {
    /// "age is under 12 (it is 14)".
    public func sentence(_ times: Times) -> String { "\(test.comparison) (\(value(times)))" }

    /// "it is 14", "there is none", "not known".
    public func value(_ times: Times) -> String {
        switch answer {
        case nil: "not known"
        case .number(let number): "it is \(number)"
        case .texts(let texts) where texts.isEmpty: "there is none"
        case .texts(let texts): "it is \(texts.map { test.word(for: $0) }.sorted().joined(separator: ", "))"
        case .yesNo(let answer): "it is \(answer ? "yes" : "no")"
        case .date(let date): "it is \(times.day(date))"
        case .told(let told): "it is \(told.texts.joined(separator: ", "))"
        case .dates(let dates): "it is \(dates.sorted().map(times.day).joined(separator: ", "))"
        }
    }
}
