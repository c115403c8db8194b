import CivilTime

/// Until when a step waits, as staff write it (rules.md 2.6).
public enum WaitExpression: Hashable, Sendable {
    public enum Direction: String, Hashable, Sendable {
        case before, after
    }

    /// `for 2 days`, from where the enrollment has got to.
    case lasting(WaitSpan)
    /// `2 days before appointment at 09:00`; without an anchor, the trigger's. A clock time stands only with calendar
    /// units.
    case offset(WaitSpan, Direction, WaitAnchor?, at: ClockTime?)
    /// `morning of appointment`.
    case morning(of: WaitAnchor)
    /// `day of appointment at 07:30`.
    case day(of: WaitAnchor, at: ClockTime)
    /// `next monday at 09:00`, never today.
    case next(Weekday, at: ClockTime?)
    /// `until 18:00`, tomorrow when that is past.
    case until(ClockTime)
    /// `until 2027-03-15 09:00`.
    case untilDate(CivilDate, at: ClockTime?)
    /// `next opening`: at once while the clinic is open.
    case nextOpening
    /// `for event APPOINTMENT_CONFIRMED at most 3 days`: until it happens, at most so long.
    case event(EventType, atMost: WaitSpan)

    /// The anchor that it names; nil when it has none, or leaves it to the trigger.
    public var anchor: WaitAnchor? {
        switch self {
        case .offset(_, _, let anchor, _): anchor
        case .morning(let anchor), .day(let anchor, _): anchor
        case .lasting, .next, .until, .untilDate, .nextOpening, .event: nil
        }
    }

    /// Does it end at a time that the clinic's calendar alone gives?
    var isTimeAlone: Bool {
        switch self {
        case .lasting, .next, .until, .untilDate, .nextOpening: true
        default: false
        }
    }

    /// Does it count from an anchor, be it the trigger's?
    public var needsAnchor: Bool {
        switch self {
        case .offset, .morning, .day: true
        case .lasting, .next, .until, .untilDate, .nextOpening, .event: false
        }
    }

    /// Minutes or hours before something: refused where that is a day without a time. The parser has asked this of
    /// anchors that are named; of the trigger's own, whoever knows the trigger asks.
    public var needsTimeOfDay: Bool {
        if case .offset(let span, .before, _, _) = self { !span.unit.isCalendar } else { false }
    }
}
