import CivilTime

/// Whether an event starts a campaign for its patient (rules.md 1.5, 1.6).
public enum Start: Sendable, Hashable {
    /// Enroll; `isTakenUp` when nothing due before receipt may be sent.
    case enroll(isTakenUp: Bool)
    case no

    /// - Parameters:
    ///   - facts: those of the event's patient, about the event's anchor.
    ///   - status: of the campaign; a paused one goes on enrolling for care, not for marketing (rules.md 5).
    public init(of event: Event, by terms: Terms, status: CampaignStatus, facts: Facts) {
        self = Self.isOpen(status, terms) ? Self.judge(event, terms, facts) : .no
    }

    private static func isOpen(_ status: CampaignStatus, _ terms: Terms) -> Bool {
        status == .active || (status == .paused && terms.purpose == .care)
    }

    private static func judge(_ event: Event, _ terms: Terms, _ facts: Facts) -> Start {
        guard case .event(event.type, let rule) = terms.trigger else { return .no }
        if let rule, rule.matches(facts, at: event.receivedAt) != true { return .no }
        guard terms.includes(facts, at: event.receivedAt) else { return .no }
        if let visit = facts.visit, visit.startsAt <= event.receivedAt, event.type.concernsComingVisit { return .no }
        guard event.isOld else { return .enroll(isTakenUp: false) }
        return terms.type == .reminder && facts.visit != nil ? .enroll(isTakenUp: true) : .no
    }
}

extension EventType {
    /// Whether the event is about a visit that is still to come, so that a past one makes it stale.
    var concernsComingVisit: Bool {
        self == .appointmentBooked || self == .appointmentMoved || self == .appointmentConfirmed
    }

    /// What an enrollment by this event is about, as its once-only key (rules.md 1.1).
    func anchorKey(_ anchor: Anchor, visitVersion: Int?, phase: String?, paidCents: Int64?) -> String {
        if let visit = anchor.appointment {
            guard self == .appointmentMoved, let visitVersion else { return "appointment:\(visit)" }
            return "appointment:\(visit):\(visitVersion)"
        }
        if let treatment = anchor.treatment {
            guard self == .treatmentPhaseChanged, let phase else { return "treatment:\(treatment)" }
            return "treatment:\(treatment):\(phase)"
        }
        if let invoice = anchor.invoice {
            guard self == .paymentReceived, let paidCents else { return "invoice:\(invoice)" }
            return "invoice:\(invoice):\(paidCents)"
        }
        return "none"
    }
}

extension Terms {
    /// Whether a campaign on bookings takes up this visit, which was booked before its activation (rules.md 1.5).
    public func takesUp(_ event: Event, facts: Facts) -> Bool {
        guard case .event(event.type, let rule) = trigger, let visit = facts.visit, visit.startsAt > event.receivedAt
        else { return false }
        if let rule, rule.matches(facts, at: event.receivedAt) != true { return false }
        return includes(facts, at: event.receivedAt)
    }
}
