import CivilTime

extension FieldTest {
    /// Whether the field compares so for the patient; nil when its value is unknown, or when the test makes no sense.
    func matches(_ facts: Facts, at now: Instant) -> Bool? {
        let answer = field.answer(facts, at: now)
        switch (op, answer) {
        case (.exists, _): return answer.isGiven
        case (.missing, _): return !answer.isGiven
        case (_, .number(let number)): return compare(number)
        case (_, .texts(let texts)): return compare(texts)
        case (_, .yesNo(let answer)): return compare(answer)
        case (_, .date(let date)): return compare(date, today: facts.clinic.day(at: now))
        case (_, nil): return nil
        }
    }

    private func compare(_ number: Int) -> Bool? {
        guard case .number(let limit) = value else { return nil }
        switch op {
        case .equal: return number == limit
        case .unequal: return number != limit
        case .less: return number < limit
        case .lessOrEqual: return number <= limit
        case .greater: return number > limit
        case .greaterOrEqual: return number >= limit
        default: return nil
        }
    }

    private func compare(_ texts: [String]) -> Bool? {
        let answers = texts.map { $0.lowercased() }
        switch (op, value) {
        case (.equal, .text(let text)): return answers.contains(text.lowercased())
        case (.unequal, .text(let text)): return !answers.contains(text.lowercased())
        case (.in, .list(let list)): return !Set(answers).isDisjoint(with: list.map { $0.lowercased() })
        case (.contains, .text(let text)):
            let sought = text.lowercased()
            return answers.contains { field.kind == .text ? $0.contains(sought) : $0 == sought }
        default: return nil
        }
    }

    private func compare(_ answer: Bool) -> Bool? {
        guard case .yesNo(let wanted) = value else { return nil }
        switch op {
        case .equal: return answer == wanted
        case .unequal: return answer != wanted
        default: return nil
        }
    }

    private func compare(_ date: CivilDate, today: CivilDate) -> Bool? {
        guard let limit = value?.date(from: today) else { return nil }
        switch op {
        case .before: return date < limit
        case .after: return date > limit
        case .within: return min(limit, today) <= date && date <= max(limit, today)
        default: return nil
        }
    }
}

extension FieldAnswer? {
    fileprivate var isGiven: Bool {
        if case .texts(let texts) = self { !texts.isEmpty } else { self != nil }
    }
}

extension RuleValue {
    /// The day it means, counted from today where it is relative; nil when it is no date.
    func date(from today: CivilDate) -> CivilDate? {
        switch self {
        case .text(let text): CivilDate(text)
        case .days(let days): today.adding(days: days)
        case .months(let months): today.adding(months: months)
        case .number, .yesNo, .list: nil
        }
    }
}
