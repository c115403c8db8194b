import CivilTime

/// What starts a campaign for a patient (rules.md 1.6).
public enum Trigger: Sendable, Hashable, Codable {
    /// An event of this type, where the rule (if any) holds for it.
    case event(EventType, rule: Rule?)
    /// Once, for the audience at that time: the clinic's local date and time.
    case scheduled(CivilDateTime)

    /// The specification's word for it.
    public var typeName: String {
        switch self {
        case .event: "EVENT"
        case .scheduled: "SCHEDULED"
        }
    }

    public var event: EventType? {
        if case .event(let type, _) = self { type } else { nil }
    }

    /// The anchors that waits may name under this trigger, beyond those that are always allowed (rules.md 2.6).
    public var broughtAnchors: Set<WaitAnchor> {
        guard case .event(let type, _) = self else { return [] }
        switch type.anchor {
        case .appointment: return [.appointment, .event]
        case .treatment: return [.treatmentStart, .treatmentEnd, .phaseStart, .event]
        case .invoice: return [.dueDate, .event]
        case nil: return [.event]
        }
    }

    /// The anchor that a wait without one means; nil where the trigger brings no single one.
    public var ownAnchor: WaitAnchor? {
        guard case .event(let type, _) = self else { return nil }
        switch type.anchor {
        case .appointment: return .appointment
        case .treatment: return type == .treatmentPhaseChanged ? .phaseStart : .treatmentStart
        case .invoice: return .dueDate
        case nil: return .event
        }
    }
}
