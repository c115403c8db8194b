import CivilTime

/// Whether an event starts a campaign for its patient (rules.md 1.5, 1.6).
public enum Start: Sendable, Hashable {
    /// Enroll; `isTakenUp` when nothing due before receipt may be sent.
    case enroll(isTakenUp: Bool)
    case no(Refusal)

    /// Why an event starts nothing: the first question that fails.
    public enum Refusal: Sendable, Hashable {
        /// The campaign takes nobody in: it does not run, or is marketing and paused.
        case status(CampaignStatus)
        case otherEvent
        /// The rule of the trigger itself.
        case triggerRule
        case notInAudience
        case excluded
        /// It is about a visit that had begun when the event came in.
        case visitPast
        /// It was over a day old when it came in, or came in bulk without its time.
        case eventOld
    }

    /// - Parameters:
    ///   - facts: those of the event's patient, about the event's anchor.
    ///   - status: of the campaign; a paused one goes on enrolling for care, not for marketing (rules.md 5).
    public init(of event: Event, by terms: Terms, status: CampaignStatus, facts: Facts) {
        self = Self.isOpen(status, terms) ? Self.judge(event, terms, facts) : .no(.status(status))
    }

    private static func isOpen(_ status: CampaignStatus, _ terms: Terms) -> Bool {
        status == .active || (status == .paused && terms.purpose == .care)
    }

    private static func judge(_ event: Event, _ terms: Terms, _ facts: Facts) -> Start {
        guard case .event(event.type, let rule, event.leadDays) = terms.trigger else { return .no(.otherEvent) }
        if let rule, rule.matches(facts, at: event.receivedAt) != true { return .no(.triggerRule) }
        if let refusal = terms.refusal(of: facts, at: event.receivedAt) { return .no(refusal) }
        if let visit = facts.visit, visit.startsAt <= event.receivedAt,
            event.type.concernsComingVisit || event.type == .appointmentCancelled
        {
            return .no(.visitPast)
        }
        guard event.isOld else { return .enroll(isTakenUp: false) }
        return terms.type == .reminder && facts.visit != nil ? .enroll(isTakenUp: true) : .no(.eventOld)
    }
}

extension EventType {
    /// Whether the event is about a visit that is still to come, so that a past one makes it stale.
    var concernsComingVisit: Bool {
        self == .appointmentBooked || self == .appointmentMoved || self == .appointmentConfirmed
            || self == .rescheduleRequested
    }
}

extension Terms {
    /// Whether a campaign on bookings takes up this visit, which was booked before its activation (rules.md 1.5).
    public func takesUp(_ event: Event, facts: Facts) -> Bool {
        guard case .event(event.type, let rule, _) = trigger, let visit = facts.visit, visit.startsAt > event.receivedAt
        else { return false }
        if let rule, rule.matches(facts, at: event.receivedAt) != true { return false }
        return includes(facts, at: event.receivedAt)
    }
}
