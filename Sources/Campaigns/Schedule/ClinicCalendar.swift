import CivilTime

/// What waits ask of a clinic: its zone, its morning time, and when it is open.
public struct ClinicCalendar: Hashable, Sendable {
    /// The clinic's morning time where it has set none (rules.md 2.6).
    public static let defaultMorning = ClockTime(minutes: 8 * 60)

    public let morning: ClockTime
    public let openTimes: OpenTimes

    public var zone: Zone { openTimes.zone }

    /// - Parameter hours: seven, Sunday first; nil is a day on which the clinic does not open.
    public init(
        zone: Zone, morning: ClockTime = defaultMorning, hours: [OpeningHours?], closed: Set<CivilDate> = []
    ) {
        self.morning = morning
        openTimes = OpenTimes(zone: zone, hours: hours, closed: closed)
    }

    public func isOpen(on date: CivilDate) -> Bool { openTimes.isOpen(on: date) }

    /// The instant itself while the clinic is open, else its next opening; nil when it does not open within a year.
    public func opening(atOrAfter instant: Instant) -> Instant? {
        openTimes.opening(atOrAfter: instant, until: instant.adding(hours: 366 * 24))
    }
}
