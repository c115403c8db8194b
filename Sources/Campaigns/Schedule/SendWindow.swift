import CivilTime

/// When messages of a kind may leave: the times that are open in every one of its lists (rules.md 2.7).
public struct SendWindow: Hashable, Sendable {
    /// In any order; none means always.
    public let openTimes: [OpenTimes]

    public init(_ openTimes: [OpenTimes]) {
        self.openTimes = openTimes
    }

    /// 07:00 to 21:00.
    public static let careHours = hours(from: 7, to: 21)
    /// 08:00 to 21:00 at the contact; the clinic's opening hours narrow it.
    public static let marketingHours = hours(from: 8, to: 21)

    /// The window of care, daily in the contact's zone.
    public static func care(in zone: Zone, hours: OpeningHours = careHours) -> SendWindow {
        SendWindow([OpenTimes(zone: zone, daily: hours)])
    }

    /// The window of marketing: the clinic's opening hours on its open days, and 08:00 to 21:00 in the contact's zone.
    public static func marketing(of clinic: ClinicCalendar, contactZone: Zone) -> SendWindow {
        SendWindow([clinic.openTimes, OpenTimes(zone: contactZone, daily: marketingHours)])
    }

    public func contains(_ instant: Instant) -> Bool {
        openTimes.allSatisfy { $0.contains(instant) }
    }

    /// The instant itself inside the window, else the window's next start; nil when that is over 14 days away.
    ///
    /// - Parameter zone: the clinic's, in whose calendar days count.
    public func opening(atOrAfter instant: Instant, daysIn zone: Zone) -> Instant? {
        let limit = Self.days(Self.searchDays, from: instant, zone)
        var candidate = instant
        // Each list pushes the candidate to its own next opening, until none has to.
        while !contains(candidate) {
            for times in openTimes {
                guard let opening = times.opening(atOrAfter: candidate, until: limit) else { return nil }
                candidate = opening
            }
        }
        return candidate
    }

    /// The last of :00, :15, :30 and :45 inside the window and before an instant; nil when it is earlier than
    /// `earliest`, or over 14 days back. Quarters are the same on all clocks: zones differ by multiples of 15 minutes.
    public func lastQuarterHour(before instant: Instant, notBefore earliest: Instant? = nil, daysIn zone: Zone)
        -> Instant?
    {
        let limit = max(earliest ?? Instant(microseconds: .min), Self.days(-Self.searchDays, from: instant, zone))
        var candidate = Self.quarterHour(before: instant)
        while candidate >= limit {
            guard let shut = openTimes.first(where: { !$0.contains(candidate) }) else { return candidate }
            guard let closing = shut.lastClosing(atOrBefore: candidate, after: limit) else { return nil }
            candidate = Self.quarterHour(before: closing)
        }
        return nil
    }

    private static let searchDays = 14

    /// Calendar days keep the clock time.
    private static func days(_ days: Int, from instant: Instant, _ zone: Zone) -> Instant {
        let local = zone.civil(at: instant)
        return zone.instant(of: local.date.adding(days: days).at(local.time))
    }

    private static func quarterHour(before instant: Instant) -> Instant {
        let quarter: Int64 = 15 * 60
        let seconds = Instant(microseconds: instant.microseconds - 1).seconds
        let past = seconds % quarter
        return Instant(seconds: seconds - (past < 0 ? past + quarter : past))
    }

    private static func hours(from: Int, to: Int) -> OpeningHours {
        guard let hours = OpeningHours(from: ClockTime(minutes: from * 60), to: ClockTime(minutes: to * 60)) else {
            preconditionFailure("a window's start and end differ")
        }
        return hours
    }
}
