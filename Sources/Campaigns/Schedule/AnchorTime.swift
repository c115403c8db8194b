import CivilTime

/// When an anchor is: a time, or a day for which the clinic's morning time stands in (rules.md 2.6).
///
/// Visits, events and enrollments have a time; so has a treatment or phase whose start was recorded with one. Birthdays
/// and due dates are days.
public enum AnchorTime: Hashable, Sendable {
    case instant(Instant)
    case date(CivilDate)

    /// At the clinic's clocks, a planned second rounded up to the minute (rules.md 2.4).
    func local(in calendar: ClinicCalendar) -> CivilDateTime {
        switch self {
        case .instant(let instant): calendar.zone.civil(at: instant.roundedUpToMinute)
        case .date(let date): date.at(calendar.morning)
        }
    }

    func instant(in calendar: ClinicCalendar) -> Instant {
        switch self {
        case .instant(let instant): instant
        case .date(let date): calendar.zone.instant(of: date.at(calendar.morning))
        }
    }
}
