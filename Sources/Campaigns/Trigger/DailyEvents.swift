import CivilTime

/// When daily events are told (rules.md 1.6): on the morning of the clinic's date that they are about, or of the one
/// that lies so many days before or after it.
public struct DailyEvents: Sendable {
    public let calendar: ClinicCalendar

    /// After how many months a retainer is due to be re-ordered (rules.md 1.6).
    public static let retainerMonths = 12
    /// What the once-only keys of our own daily events begin with.
    public static let keyPrefix = "daily:"

    public init(_ calendar: ClinicCalendar) { self.calendar = calendar }

    /// The clinic's dates whose events are told at `now`, earliest first: mostly one, because an event that is over a day
    /// old starts nothing (rules.md 1.5).
    public func tellingDays(at now: Instant) -> [CivilDate] {
        let today = calendar.zone.civil(at: now).date
        return [today.adding(days: -1), today].filter { day in
            let morning = morning(of: day)
            return morning <= now && morning >= now.adding(hours: -Event.freshHours)
        }
    }

    /// When the events of a telling day happen.
    public func morning(of day: CivilDate) -> Instant { calendar.zone.instant(of: day.at(calendar.morning)) }
}

extension CivilDate {
    /// The birthdays that are kept on this day, each as month × 100 + day; one of 29 February on 28 February of common
    /// years (rules.md 2.3).
    public var birthdays: [Int] {
        let own = month * 100 + day
        return own == 228 && !Self.isLeap(year) ? [own, 229] : [own]
    }

    /// The days from which so many months later is this day; nil when there are none: no month later than 28 February is
    /// 31 March.
    public func origins(monthsBefore months: Int) -> ClosedRange<CivilDate>? {
        let latest = adding(months: -months)
        let length = Self.lengthOfMonth(latest.month, year: latest.year)
        let days = (latest.day...length).map { latest.adding(days: $0 - latest.day) }
        let origins = days.filter { $0.adding(months: months) == self }
        guard let first = origins.first, let last = origins.last else { return nil }
        return first...last
    }
}
