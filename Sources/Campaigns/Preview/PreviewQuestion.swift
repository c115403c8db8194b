import CivilTime

/// What a preview asks: a campaign's draft, one patient, and what the event would be about.
public struct PreviewQuestion: Sendable {
    public var terms: Terms
    /// The texts that its steps name, each once; a step without one here is shown without its text.
    public var templates: [MessageTemplate]
    /// The patient's, seen from what the event is about.
    public var facts: Facts
    /// When the event happens.
    public var startsAt: Instant
    /// The moment of asking, up to which conditions have been answered.
    public var now: Instant
    /// The clinic's dates of marketing messages that count for the cap already.
    public var patientMarketingDays: [CivilDate]
    /// The same of each address.
    public var pointMarketingDays: [ID<ContactPoint>: [CivilDate]]
    /// What stands in for each recipient's own links.
    public var links: MessageLinks

    public init(
        terms: Terms, templates: [MessageTemplate], facts: Facts, startsAt: Instant, now: Instant,
        patientMarketingDays: [CivilDate] = [], pointMarketingDays: [ID<ContactPoint>: [CivilDate]] = [:],
        links: MessageLinks
    ) {
        self.terms = terms
        self.templates = templates
        self.facts = facts
        self.startsAt = startsAt
        self.now = now
        self.patientMarketingDays = patientMarketingDays
        self.pointMarketingDays = pointMarketingDays
        self.links = links
    }

    /// When the event that the facts speak of happened, or would: a booking at its own time, all else at `now`.
    public static func start(by terms: Terms, facts: Facts, now: Instant) -> Instant {
        guard terms.trigger?.event == .appointmentBooked, let booked = facts.visit?.bookedAt else { return now }
        return min(booked, now)
    }

    /// What an event of the trigger would be about for this patient: the visit chosen, else the first that fits; the
    /// latest treatment; the first open invoice.
    public static func anchor(by terms: Terms, facts: Facts, visit: ID<Appointment>?, now: Instant) -> Anchor {
        switch terms.trigger?.event?.anchor {
        case .appointment:
            Anchor(appointment: visit ?? facts.nextVisit(after: now)?.id ?? facts.appointments.last?.id)
        case .treatment:
            Anchor(treatment: (facts.treatments.last { $0.status == .active } ?? facts.treatments.last)?.id)
        case .invoice: Anchor(invoice: (facts.invoices.first { $0.status == .open } ?? facts.invoices.first)?.id)
        case nil: Anchor()
        }
    }
}
