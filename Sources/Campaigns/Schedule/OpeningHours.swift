import CivilTime

/// From when until when something is open on one day, `[from, to)`; a `to` before `from` lies on the next day.
public struct OpeningHours: Hashable, Sendable {
    public let from: ClockTime
    public let to: ClockTime

    /// - Returns: nil when both are the same, which could mean always or never (rules.md 2.7).
    public init?(from: ClockTime, to: ClockTime) {
        guard from != to else { return nil }
        self.init(checkedFrom: from, to: to)
    }

    /// From midnight to midnight.
    public static let allDay = OpeningHours(checkedFrom: ClockTime(minutes: 0), to: ClockTime(minutes: 0))

    private init(checkedFrom from: ClockTime, to: ClockTime) {
        self.from = from
        self.to = to
    }

    public var passesMidnight: Bool { to <= from }

    /// The hours of one day on the time line; nil when a clock change leaves nothing of them.
    func interval(on date: CivilDate, in zone: Zone) -> Range<Instant>? {
        let start = zone.instant(of: date.at(from))
        let end = zone.instant(of: (passesMidnight ? date.adding(days: 1) : date).at(to))
        return start < end ? start..<end : nil
    }
}
