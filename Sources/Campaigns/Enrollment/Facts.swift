import CivilTime

/// All that the engine may know about one patient when it decides: read from rows, never kept.
public struct Facts: Sendable, Hashable {
    public var clinic: Clinic
    public var patient: Patient
    public var circle: Circle
    public var consents: Consents
    /// Every visit of the patient, earliest first.
    public var appointments: [Appointment]
    public var treatments: [Treatment]
    public var invoices: [Invoice]
    /// When the last message for the patient left; nil when none did.
    public var lastMessageAt: Instant?
    /// The survey that the patient answered last; nil when none was.
    public var lastSurvey: SurveyAnswer?
    /// When anyone who may receive for the patient was last invited to a survey; nil when nobody was.
    public var lastSurveyInvitationAt: Instant?
    /// What the enrollment is about, as it stands now.
    public var anchor: Anchor
    /// When the event that started it happened.
    public var eventAt: Instant?
    /// The event that started it; nil where none did.
    public var event: ToldEvent?
    /// What happened to the patient of that which the workflow in question waits for; empty where it waits for nothing.
    public var happenings: [Happening] = []
    /// What the campaign's experiments say; empty where none is asked.
    public var trials = Trials()

    public init(
        clinic: Clinic, patient: Patient, circle: Circle, consents: Consents, appointments: [Appointment],
        treatments: [Treatment], invoices: [Invoice], lastMessageAt: Instant? = nil, anchor: Anchor, eventAt: Instant?
    ) {
        self.clinic = clinic
        self.patient = patient
        self.circle = circle
        self.consents = consents
        self.appointments = appointments
        self.treatments = treatments
        self.invoices = invoices
        self.lastMessageAt = lastMessageAt
        self.anchor = anchor
        self.eventAt = eventAt
    }

    /// The visit that the enrollment is about.
    public var visit: Appointment? {
        guard let id = anchor.appointment else { return nil }
        return appointments.first { $0.id == id }
    }

    public var treatment: Treatment? {
        guard let id = anchor.treatment else { return nil }
        return treatments.first { $0.id == id }
    }

    public var invoice: Invoice? {
        guard let id = anchor.invoice else { return nil }
        return invoices.first { $0.id == id }
    }

    /// The patient's earliest visit that is to come or took place (rules.md 2.6).
    public var firstVisit: Appointment? { appointments.first { $0.status.countsAsVisit } }

    /// The visit that a wait for the next appointment counts from: the earliest one expected after `reached`, and one
    /// that has taken place since was expected then (rules.md 2.6).
    public func awaitedVisit(after reached: Instant) -> Appointment? {
        appointments.first { $0.status.countsAsVisit && $0.startsAt > reached }
    }

    /// The earliest expected visit after `instant`.
    public func nextVisit(after instant: Instant) -> Appointment? {
        appointments.first { $0.isExpected && $0.startsAt > instant }
    }

    /// The same facts with a visit as it was before; without it where it was not yet there.
    public func replacing(_ visit: ID<Appointment>, by old: Appointment?) -> Facts {
        var facts = self
        let others = appointments.filter { $0.id != visit } + [old].compactMap(\.self)
        facts.appointments = others.sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
        return facts
    }

    /// Whether messages go to a minor's own address, because nobody else receives.
    public func leaveMinorAlone(for purpose: Purpose, at instant: Instant) -> Bool {
        circle.leavesMinorAlone(
            patient, for: purpose, on: clinic.day(at: instant), majority: clinic.ageOfMajority)
    }

    /// The same facts seen from another anchor, by no event.
    public func about(_ anchor: Anchor, eventAt: Instant?) -> Facts {
        var facts = self
        facts.anchor = anchor
        facts.eventAt = eventAt
        facts.event = nil
        return facts
    }

    /// The same facts seen from what an event is about.
    public func about(_ event: Event) -> Facts {
        var facts = about(event.anchor, eventAt: event.occurredAt)
        facts.event = ToldEvent(type: event.type, data: event.data)
        return facts
    }

    /// The same facts seen from what an enrollment is about.
    public func about(_ enrollment: Enrollment) -> Facts {
        var facts = about(enrollment.anchor, eventAt: enrollment.startedAt)
        facts.event = enrollment.event.map { ToldEvent(type: $0, data: enrollment.eventData) }
        return facts
    }
}

/// What rules may ask of an event.
public struct ToldEvent: Sendable, Hashable {
    public let type: EventType
    /// nil where it came without, and where no rule asks.
    public let data: JSON?

    public init(type: EventType, data: JSON? = nil) {
        self.type = type
        self.data = data
    }
}
