import CivilTime

/// Something that happened to a patient, as a wait for it sees it.
public struct Happening: Sendable, Hashable {
    public let id: ID<Event>
    public let type: EventType
    public let anchor: Anchor
    public let occurredAt: Instant
    public let receivedAt: Instant

    public init(id: ID<Event>, type: EventType, anchor: Anchor, occurredAt: Instant, receivedAt: Instant) {
        self.id = id
        self.type = type
        self.anchor = anchor
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
    }

    /// Whether it may be what an enrollment waits for: of two appointments, treatments or invoices it must be the same.
    func concerns(_ other: Anchor) -> Bool {
        func fits<Entity>(_ one: ID<Entity>?, _ other: ID<Entity>?) -> Bool {
            one == nil || other == nil || one == other
        }
        return fits(anchor.appointment, other.appointment) && fits(anchor.treatment, other.treatment)
            && fits(anchor.invoice, other.invoice)
    }
}

extension Facts {
    /// The event that ends a wait for it.
    ///
    /// Of several it is the one that came in first, and what comes in after the wait's end no longer counts: so the
    /// answer is the same whenever it is asked for, however often, and in whatever order events are told.
    func happening(_ type: EventType, after reached: Instant, until end: Instant, by now: Instant) -> Happening? {
        happenings
            .filter { $0.type == type && $0.occurredAt > reached && $0.occurredAt <= end && $0.concerns(anchor) }
            .filter { $0.receivedAt <= min(end, now) }
            .min { ($0.receivedAt, $0.id) < ($1.receivedAt, $1.id) }
    }
}

extension Workflow {
    /// The events that its waits wait for.
    public var awaitedEvents: Set<EventType> {
        Set(
            allSteps.compactMap { step in
                guard case .wait(let wait) = step.action, case .event(let type, _) = wait.expression else { return nil }
                return type
            })
    }
}
