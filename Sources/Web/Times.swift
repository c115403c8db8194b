import CivilTime
import Markup

/// Times as staff read them: in the clinic's zone, the year only where it is not this one.
struct Times {
    let zone: Zone
    let now: Instant

    /// "Tue 13 Mar, 09:00".
    func text(_ instant: Instant) -> String { text(zone.civil(at: instant)) }

    func text(_ local: CivilDateTime) -> String { "\(day(local.date)), \(local.time.text)" }

    /// "Tue 13 Mar".
    func day(_ date: CivilDate) -> String {
        let text = "\(Self.days[date.weekday]) \(date.day) \(Self.months[date.month - 1])"
        return date.year == zone.civil(at: now).date.year ? text : "\(text) \(date.year)"
    }

    /// "today at 14:30", "Tue 13 Mar at 09:00".
    func near(_ instant: Instant) -> String {
        let local = zone.civil(at: instant)
        let days = local.date.days(since: zone.civil(at: now).date)
        let day =
            switch days {
            case 0: "today"
            case 1: "tomorrow"
            case -1: "yesterday"
            default: self.day(local.date)
            }
        return "\(day) at \(local.time.text)"
    }

    /// Fills a `<time>` with the local text and the instant.
    func fill(_ page: Page, _ slot: String, _ instant: Instant) {
        page.text(slot, text(instant))
        page.attribute(slot, "datetime", instant.rfc3339)
    }

    /// "20 minutes", "3 hours", "2 days": how long, roughly.
    static func span(seconds: Int) -> String {
        let minutes = max(1, seconds / 60)
        if minutes < 120 { return Numbers.count(minutes, "minute", "minutes") }
        let hours = minutes / 60
        return hours < 48 ? Numbers.count(hours, "hour", "hours") : Numbers.count(hours / 24, "day", "days")
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
