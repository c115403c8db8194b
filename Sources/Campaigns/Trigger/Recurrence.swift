import CivilTime

/// When a RECURRING campaign enrolls its audience, again and again, in the clinic's time (rules.md 1.7).
public struct Recurrence: Sendable, Hashable, Codable {
    /// Which days it falls on.
    public enum Pattern: Sendable, Hashable, Codable {
        case daily
        /// On these days, Monday first, of weeks that begin on Monday; never empty.
        case weekly([Weekday])
        /// On the n-th day, at most the month's last.
        case monthly(day: Int)
        /// On a weekday's first to fifth (1…5), or last to fifth from last (−1…−5); a month without it is skipped.
        case monthlyNth(week: Int, Weekday)
        /// On the month and day of `start`; 29 February is 28 February in common years.
        case yearly
    }

    /// Until when it recurs.
    public enum End: Sendable, Hashable, Codable {
        case never
        /// The last day that may be one.
        case until(CivilDate)
        /// After so many occurrences.
        case count(Int)
    }

    public let pattern: Pattern
    /// Every so many days, weeks, months or years, counted from `start`.
    public let interval: Int
    public let at: ClockTime
    /// Nothing happens before it; it is an occurrence itself only where the pattern falls on it.
    public let start: CivilDateTime
    public let end: End

    public static let intervals = 1...999
    public static let counts = 1...1_000

    /// - Parameters:
    ///   - interval: within `intervals`.
    ///   - end: a count within `counts`.
    public init(_ pattern: Pattern, interval: Int = 1, at: ClockTime, start: CivilDateTime, end: End = .never) {
        precondition(Self.intervals.contains(interval), "an interval is from 1 to 999")
        if case .count(let count) = end { precondition(Self.counts.contains(count), "a count is from 1 to 1,000") }
        self.pattern = pattern.inOrder
        self.interval = interval
        self.at = at
        self.start = start
        self.end = end
    }

    public init(_ pattern: Pattern, interval: Int = 1, at: ClockTime, start: CivilDate, end: End = .never) {
        self.init(pattern, interval: interval, at: at, start: start.at(ClockTime(minutes: 0)), end: end)
    }
}

extension Recurrence.Pattern {
    /// Weekdays once each, Monday first, so that equal patterns are equal values.
    fileprivate var inOrder: Self {
        guard case .weekly(let weekdays) = self else { return self }
        precondition(!weekdays.isEmpty, "a week needs a day")
        return .weekly(Set(weekdays).sorted { $0.daysAfterMonday < $1.daysAfterMonday })
    }
}

extension Weekday {
    /// 0 for Monday, 6 for Sunday.
    var daysAfterMonday: Int { (rawValue + 6) % 7 }

    /// All seven, Monday first.
    public static let mondayFirst = allCases.sorted { $0.daysAfterMonday < $1.daysAfterMonday }

    /// RFC 5545's two letters: "MO".
    public var code: String { name.prefix(2).uppercased() }

    public init?(code: String) {
        guard let weekday = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = weekday
    }
}
