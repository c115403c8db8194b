import CivilTime

/// What a replay asks: what would these terms have sent, had they run over a stretch of the clinic's real past?
public struct ReplayQuestion: Sendable {
    public var terms: Terms
    /// The version of each text that its steps name; a step without one here is sent unread.
    public var templates: [MessageTemplate]
    /// As it is now, but never held.
    public var clinic: Clinic
    /// From the first instant on and before the last.
    public var span: Range<Instant>
    /// The times in the span at which a campaign by date enrolls its audience.
    public var occurrences: [Instant]

    public init(
        terms: Terms, templates: [MessageTemplate], clinic: Clinic, span: Range<Instant>, occurrences: [Instant] = []
    ) {
        self.terms = terms
        self.templates = templates
        self.clinic = clinic
        self.clinic.isHeld = false
        self.span = span
        self.occurrences = occurrences
    }

    /// The days that a replay may go back.
    public static let days = 7...90

    /// The last `days` days of the clinic, from the beginning of the first of them.
    public static func span(days: Int, of clinic: Clinic, now: Instant) -> Range<Instant> {
        let first = clinic.day(at: now).adding(days: -days)
        return clinic.zone.instant(of: first.at(ClockTime(minutes: 0)))..<now
    }

    /// The times at which terms by date would have enrolled within `span`.
    public static func occurrences(of terms: Terms, in span: Range<Instant>, zone: Zone) -> [Instant] {
        switch terms.trigger {
        case .scheduled(let local): [zone.instant(of: local)].filter(span.contains)
        case .recurring(let recurrence):
            // No recurrence happens twice a day.
            recurrence.next(days.upperBound + 2, after: span.lowerBound.adding(seconds: -1), in: zone)
                .filter(span.contains)
        case .event, nil: []
        }
    }
}

/// One patient with what happened to them.
public struct PastPatient: Sendable {
    /// As they are now, without an anchor.
    public var facts: Facts
    /// Everything on record, in the order of its receipt.
    public var history: [PastEvent]
    /// The clinic's dates of the marketing messages that really went to the patient, this campaign's own not among them.
    public var marketingDays: [CivilDate]

    public init(facts: Facts, history: [PastEvent], marketingDays: [CivilDate] = []) {
        self.facts = facts
        self.history = history
        self.marketingDays = marketingDays
    }
}

/// An event with what it told of its anchor, as far as that was kept.
public struct PastEvent: Sendable, Hashable {
    public let event: Event
    /// Of a visit: its start then.
    public let visitStart: Instant?
    /// Of a treatment: its phase then.
    public let phase: String?
    /// Of an invoice: what was paid then.
    public let paidCents: Int64?

    public init(event: Event, visitStart: Instant? = nil, phase: String? = nil, paidCents: Int64? = nil) {
        self.event = event
        self.visitStart = visitStart
        self.phase = phase
        self.paidCents = paidCents
    }

    /// When the replay takes it in: at its receipt; what a bulk intake brought later with its own time, at that time.
    public var at: Instant { event.isBulk && event.hasOwnTime ? event.occurredAt : event.receivedAt }

    /// The event as it would have come in then.
    var asReceived: Event {
        Event(
            id: event.id, clinicID: event.clinicID, type: event.type, patientID: event.patientID, anchor: event.anchor,
            occurredAt: event.occurredAt, receivedAt: at, isBulk: event.isBulk, hasOwnTime: event.hasOwnTime,
            leadDays: event.leadDays, day: event.day, sourceKey: event.sourceKey, data: event.data)
    }

    /// As a wait for it sees it.
    var happening: Happening {
        Happening(
            id: event.id, type: event.type, anchor: event.anchor, occurredAt: event.occurredAt, receivedAt: at)
    }
}
