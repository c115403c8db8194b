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
        case (_, .date(let date)): return compare([date], today: facts.clinic.day(at: now))
        case (_, .dates(let dates)): return compare(dates, today: facts.clinic.day(at: now))
        case (_, .told(let told)): return compare(told, facts.clinic, at: now)
        case (_, nil): return nil
        }
    }

    /// nil when the test makes no sense for a number.
    public func compare(_ number: Int) -> Bool? {
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

    /// Whether one text among a field's values is what is sought; `unequal` seeks the very text that it excludes. nil
    /// when the test makes no sense for texts.
    public func seeks(_ text: String) -> Bool? {
        let text = text.lowercased()
        switch (op, value) {
        case (.equal, .text(let sought)), (.unequal, .text(let sought)): return text == sought.lowercased()
        case (.in, .list(let list)): return list.contains { $0.lowercased() == text }
        case (.contains, .text(let sought)):
            return field.kind == .text ? text.contains(sought.lowercased()) : text == sought.lowercased()
        default: return nil
        }
    }

    private func compare(_ texts: [String]) -> Bool? {
        guard seeks("") != nil else { return nil }
        let isFound = texts.contains { seeks($0) == true }
        return op == .unequal ? !isFound : isFound
    }

    /// By what the data holds: what is of another kind than the value is not it, and neither more nor less than it.
    private func compare(_ told: EventValue, _ clinic: Clinic, at now: Instant) -> Bool? {
        switch (op, value) {
        case (.within, _), (.before, _), (.after, _):
            return told.day(in: clinic.zone).flatMap { compare([$0], today: clinic.day(at: now)) }
        case (.equal, .number(let limit)): return told.number == Double(limit)
        case (.unequal, .number(let limit)): return told.number != Double(limit)
        case (_, .number(let limit)): return told.number.flatMap { compare($0, Double(limit)) }
        case (.equal, .yesNo(let wanted)): return told.yesNo == wanted
        case (.unequal, .yesNo(let wanted)): return told.yesNo != wanted
        case (.contains, .text(let sought)):
            return told.texts.contains { text in
                told.isList ? seeks(text) == true : text.lowercased().contains(sought.lowercased())
            }
        default: return compare(told.texts)
        }
    }

    private func compare(_ number: Double, _ limit: Double) -> Bool? {
        switch op {
        case .less: number < limit
        case .lessOrEqual: number <= limit
        case .greater: number > limit
        case .greaterOrEqual: number >= limit
        default: nil
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

    private func compare(_ dates: [CivilDate], today: CivilDate) -> Bool? {
        span(today: today).map { span in dates.contains(where: span.contains) }
    }

    /// The days that it asks for; nil when the test makes no sense for dates.
    public func span(today: CivilDate) -> DateSpan? {
        guard let limit = value?.date(from: today) else { return nil }
        switch op {
        case .before: return DateSpan(from: nil, until: limit)
        case .after: return DateSpan(from: limit.adding(days: 1), until: nil)
        case .within: return DateSpan(from: min(limit, today), until: max(limit, today).adding(days: 1))
        default: return nil
        }
    }
}

/// Days one after the other.
public struct DateSpan: Sendable, Hashable {
    /// nil for no beginning.
    public let from: CivilDate?
    /// The day after the last; nil for no end.
    public let until: CivilDate?

    public init(from: CivilDate?, until: CivilDate?) {
        self.from = from
        self.until = until
    }

    public func contains(_ day: CivilDate) -> Bool {
        if let from, day < from { return false }
        if let until, day >= until { return false }
        return true
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
