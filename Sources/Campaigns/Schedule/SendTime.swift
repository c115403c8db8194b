import CivilTime

/// When a send is wanted, and what its window may do to that.
public struct SendTime: Hashable, Sendable {
    public let due: Instant
    public let rule: ShiftRule
    /// The start of the visit that the send must precede; nil when it depends on none, or comes after it.
    public let visit: Instant?
    /// The earliest time that is not past; nil when it does not matter.
    public let earliest: Instant?
    /// How late the send may be, counted from `wait`; nil without limit.
    public let limitMinutes: Int?
    /// The wait's own time, from which what was sent before may have moved `due` on.
    private let wait: Instant

    public init(
        due: Instant, rule: ShiftRule, visit: Instant? = nil, earliest: Instant? = nil, limitMinutes: Int? = nil,
        wait: Instant? = nil
    ) {
        self.due = due.roundedUpToMinute
        self.rule = rule
        self.visit = visit
        self.earliest = earliest?.roundedUpToMinute
        self.limitMinutes = limitMinutes
        self.wait = wait?.roundedUpToMinute ?? self.due
    }

    /// The time inside the window at which the send leaves (rules.md 2.7).
    ///
    /// - Parameter zone: the clinic's, in which "that day" of a send on the day of a visit is meant.
    public func shifted(into window: SendWindow, clinicZone zone: Zone) -> ShiftResult {
        if window.contains(due) { return .at(due) }
        switch rule {
        case .forward: return forward(window, zone)
        case .back: return back(window, zone)
        case .sameDayElseBack: return sameDay(window, zone).map(ShiftResult.at) ?? back(window, zone)
        }
    }

    private func forward(_ window: SendWindow, _ zone: Zone) -> ShiftResult {
        guard let opening = window.opening(atOrAfter: due, daysIn: zone) else { return .skip(.noWindow) }
        if let visit, opening >= visit { return .skip(.noWindowBeforeVisit) }
        return .at(opening)
    }

    /// To the last quarter hour before; when that is past, to the next opening that still precedes the visit.
    private func back(_ window: SendWindow, _ zone: Zone) -> ShiftResult {
        if let quarter = window.lastQuarterHour(before: due, notBefore: earliest, daysIn: zone) { return .at(quarter) }
        guard let visit, let opening = window.opening(atOrAfter: earliest ?? due, daysIn: zone), opening < visit,
            isInTime(opening)
        else { return .skip(.noWindowBeforeVisit) }
        return .at(opening)
    }

    private func sameDay(_ window: SendWindow, _ zone: Zone) -> Instant? {
        guard let opening = window.opening(atOrAfter: due, daysIn: zone),
            zone.civil(at: opening).date == zone.civil(at: due).date
        else { return nil }
        if let visit, opening.adding(minutes: Self.minutesBeforeVisit) > visit { return nil }
        return opening
    }

    private func isInTime(_ instant: Instant) -> Bool {
        guard let limitMinutes else { return true }
        return instant <= wait.adding(minutes: limitMinutes)
    }

    private static let minutesBeforeVisit = 60
}
