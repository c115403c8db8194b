import CivilTime

/// Times as staff read them: in the clinic's zone, the year only where it is not this one.
public struct Times: Sendable {
    public let zone: Zone
    public let now: Instant

    public init(zone: Zone, now: Instant) {
        self.zone = zone
        self.now = now
    }

    /// "Tue 13 Mar, 09:00".
    public func text(_ instant: Instant) -> String { text(zone.civil(at: instant)) }

    public func text(_ local: CivilDateTime) -> String { "\(day(local.date)), \(local.time.text)" }

    /// "Tue 13 Mar".
    public func day(_ date: CivilDate) -> String {
        date.year == zone.civil(at: now).date.year ? Self.dayOfYear(date) : Self.fullDay(date)
    }

    /// "today at 14:30", "Tue 13 Mar at 09:00".
    public func near(_ instant: Instant) -> String {
        let local = zone.civil(at: instant)
        let day =
            switch local.date.days(since: zone.civil(at: now).date) {
            case 0: "today"
            case 1: "tomorrow"
            case -1: "yesterday"
            default: self.day(local.date)
            }
        return "\(day) at \(local.time.text)"
    }

    /// "Mon 7 Jun 2027".
    public static func fullDay(_ date: CivilDate) -> String { "\(dayOfYear(date)) \(date.year)" }

    /// "20 minutes", "3 hours", "2 days": how long, rounded down.
    public static func span(seconds: Int) -> String {
        let minutes = max(1, seconds / 60)
        if minutes < 120 { return "\(minutes) \(minutes == 1 ? "minute" : "minutes")" }
        let hours = minutes / 60
        return hours < 48 ? "\(hours) hours" : "\(hours / 24) days"
    }

    /// "13 Mar".
    static func dayAndMonth(_ date: CivilDate) -> String { "\(date.day) \(months[date.month - 1])" }

    private static func dayOfYear(_ date: CivilDate) -> String { "\(days[date.weekday]) \(dayAndMonth(date))" }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
