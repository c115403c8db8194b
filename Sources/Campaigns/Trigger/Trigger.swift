import CivilTime

/// What starts a campaign for a patient (rules.md 1.6).
public enum Trigger: Sendable, Hashable {
    /// An event of this type, where the rule (if any) holds for it.
    ///
    /// A daily event starts it so many days before its day, a negative number after it; 0 for every other.
    case event(EventType, rule: Rule?, leadDays: Int = 0)
    /// Once, for the audience at that time: the clinic's local date and time.
    case scheduled(CivilDateTime)
    /// Again and again, each time for the audience as it is then.
    case recurring(Recurrence)

    /// How far before or after its day a daily event may start a campaign.
    public static let leadDays = -60...60

    /// The specification's word for it.
    public var typeName: String {
        switch self {
        case .event: "EVENT"
        case .scheduled: "SCHEDULED"
        case .recurring: "RECURRING"
        }
    }

    public var event: EventType? {
        if case .event(let type, _, _) = self { type } else { nil }
    }

    public var rule: Rule? {
        if case .event(_, let rule, _) = self { rule } else { nil }
    }

    public var recurrence: Recurrence? {
        if case .recurring(let recurrence) = self { recurrence } else { nil }
    }

    /// The anchors that waits may name under this trigger, beyond those that are always allowed (rules.md 2.6).
    public var broughtAnchors: Set<WaitAnchor> {
        guard let event else { return [] }
        switch event.anchor {
        case .appointment: return [.appointment, .event]
        case .treatment: return [.treatmentStart, .treatmentEnd, .phaseStart, .event]
        case .invoice: return [.dueDate, .event]
        case nil: return [.event]
        }
    }

    /// The anchor that a wait without one means; nil where the trigger brings no single one.
    public var ownAnchor: WaitAnchor? {
        guard let event else { return nil }
        switch event.anchor {
        case .appointment: return .appointment
        case .treatment: return event == .treatmentPhaseChanged ? .phaseStart : .treatmentStart
        case .invoice: return .dueDate
        case nil: return .event
        }
    }

    /// The first time after `now` at which it enrolls its audience; nil for an event, and when no time is left.
    public func occurrence(after now: Instant, in zone: Zone) -> Instant? {
        switch self {
        case .event: return nil
        case .scheduled(let local):
            let time = zone.instant(of: local)
            return time > now ? time : nil
        case .recurring(let recurrence): return recurrence.next(after: now, in: zone)
        }
    }
}
