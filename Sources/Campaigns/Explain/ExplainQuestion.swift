import CivilTime

/// What an explanation asks: one campaign, one patient, and all that is on record between them.
public struct ExplainQuestion: Sendable {
    public var campaign: Campaign
    /// What the next enrollment would run: the running revision, else the draft.
    public var terms: Terms
    /// The texts that its steps name, each once.
    public var templates: [MessageTemplate]
    /// The patient's, without an anchor.
    public var facts: Facts
    /// The visit that it is asked about; nil asks about all.
    public var appointment: ID<Appointment>?
    /// The patient's in this campaign, ended ones included, oldest first.
    public var enrollments: [KnownEnrollment]
    /// The patient's of the trigger's type, newest first.
    public var events: [KnownEvent]
    /// The times at which the campaign enrolls its audience, newest first.
    public var occurrences: [KnownOccurrence]
    public var counted: CountedMarketing
    public var now: Instant

    public init(
        campaign: Campaign, terms: Terms, templates: [MessageTemplate], facts: Facts, appointment: ID<Appointment>?,
        enrollments: [KnownEnrollment] = [], events: [KnownEvent] = [], occurrences: [KnownOccurrence] = [],
        counted: CountedMarketing = CountedMarketing(), now: Instant
    ) {
        self.campaign = campaign
        self.terms = terms
        self.templates = templates
        self.facts = facts
        self.appointment = appointment
        self.enrollments = enrollments
        self.events = events
        self.occurrences = occurrences
        self.counted = counted
        self.now = now
    }
}

/// An enrollment as it is on record.
public struct KnownEnrollment: Sendable, Hashable {
    public let enrollment: Enrollment
    /// Those of its revision.
    public let terms: Terms
    public let anchorKey: String
    /// The event that started it; nil for one by time or by hand.
    public let event: ID<Event>?
    public let endReason: Reason?
    /// Its rows, oldest first.
    public let sends: [KnownSend]

    public init(
        enrollment: Enrollment, terms: Terms, anchorKey: String, event: ID<Event>?, endReason: Reason?,
        sends: [KnownSend]
    ) {
        self.enrollment = enrollment
        self.terms = terms
        self.anchorKey = anchorKey
        self.event = event
        self.endReason = endReason
        self.sends = sends
    }
}

/// An event as it is on record.
public struct KnownEvent: Sendable, Hashable {
    public let event: Event
    /// No tick has looked at it yet.
    public let isPending: Bool

    public init(event: Event, isPending: Bool) {
        self.event = event
        self.isPending = isPending
    }
}

/// A time at which a campaign enrolls its audience.
public struct KnownOccurrence: Sendable, Hashable {
    public enum State: String, Sendable, Codable { case waiting, firing, fired, missed }

    public let dueAt: Instant
    public let state: State
    /// That of the enrollments that it makes (rules.md 1.1).
    public let anchorKey: String

    public init(dueAt: Instant, state: State, anchorKey: String) {
        self.dueAt = dueAt
        self.state = state
        self.anchorKey = anchorKey
    }
}
