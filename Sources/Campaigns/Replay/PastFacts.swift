import CivilTime

/// A patient's facts as they were at a time, as far as events tell: visits, treatments, invoices and answers; everything
/// else, consents and addresses among it, as now.
struct PastFacts {
    let facts: Facts
    private let awaited: [PastEvent]
    /// When the patient was first told of, as far as an event says so.
    private let createdAt: Instant?
    private let ofVisits: [ID<Appointment>: [PastEvent]]
    private let ofTreatments: [ID<Treatment>: [PastEvent]]
    private let ofInvoices: [ID<Invoice>: [PastEvent]]
    private let surveys: [PastEvent]

    /// - Parameters:
    ///   - history: in the order of its receipt.
    ///   - events: those that waits wait for.
    init(_ facts: Facts, history: [PastEvent], awaiting events: Set<EventType> = []) {
        self.facts = facts
        awaited = history.filter { events.contains($0.event.type) }
        createdAt = history.first { $0.event.type == .patientCreated }?.at
        var visits: [ID<Appointment>: [PastEvent]] = [:]
        var treatments: [ID<Treatment>: [PastEvent]] = [:]
        var invoices: [ID<Invoice>: [PastEvent]] = [:]
        for past in history {
            if let id = past.event.anchor.appointment { visits[id, default: []].append(past) }
            if let id = past.event.anchor.treatment { treatments[id, default: []].append(past) }
            if let id = past.event.anchor.invoice { invoices[id, default: []].append(past) }
        }
        ofVisits = visits
        ofTreatments = treatments
        ofInvoices = invoices
        surveys = history.filter { $0.event.type == .surveyAnswered }
    }

    func at(_ time: Instant) -> Facts {
        var then = facts
        then.appointments = facts.appointments.compactMap { visit($0, ofVisits[$0.id] ?? [], time) }
            .sorted { ($0.startsAt, $0.id) < ($1.startsAt, $1.id) }
        then.treatments = facts.treatments.map { treatment($0, ofTreatments[$0.id] ?? [], time) }
        then.invoices = facts.invoices.map { invoice($0, ofInvoices[$0.id] ?? [], time) }
        then.lastSurvey = survey(before: time)
        then.lastSurveyInvitationAt = facts.lastSurveyInvitationAt.flatMap { $0 <= time ? $0 : nil }
        then.happenings = awaited.filter { $0.at <= time }.map(\.happening)
        return then
    }

    func isKnown(at time: Instant) -> Bool { createdAt.map { $0 <= time } ?? true }

    private func survey(before time: Instant) -> SurveyAnswer? {
        let told = surveys.filter { $0.at <= time }.map(\.event)
        return told.max { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }.map {
            SurveyAnswer($0.data, answeredAt: $0.occurredAt)
        }
    }

    /// nil while the visit was not known yet.
    private func visit(_ visit: Appointment, _ events: [PastEvent], _ time: Instant) -> Appointment? {
        let before = events.filter { $0.at <= time }
        guard before.count < events.count || events.isEmpty else { return settled(visit, before, time) }
        var then = visit
        if let last = before.last(where: { $0.event.type.visitStatus != nil }) {
            then.status = last.event.type.visitStatus ?? visit.status
        } else {
            // First told of in the future: booked already, unless it is the booking that is still to come.
            if events.first?.event.type == .appointmentBooked { return nil }
            if let bookedAt = visit.bookedAt, bookedAt > time { return nil }
            then.status = .booked
        }
        then.startsAt = before.last { $0.visitStart != nil }?.visitStart ?? visit.startsAt
        return settled(then, before, time)
    }

    /// What the events before `time` do not tell: a visit cannot have taken place before it began.
    private func settled(_ visit: Appointment, _ before: [PastEvent], _ time: Instant) -> Appointment {
        var then = visit
        if time < then.startsAt, [.arrived, .completed, .noShow].contains(then.status) { then.status = .booked }
        if let confirmedAt = then.confirmedAt, confirmedAt > time { then.confirmedAt = nil }
        if then.status == .confirmed, then.confirmedAt == nil { then.confirmedAt = before.last?.at ?? time }
        then.scheduleVersion = 1 + before.count { $0.event.type == .appointmentMoved }
        return then
    }

    private func treatment(_ treatment: Treatment, _ events: [PastEvent], _ time: Instant) -> Treatment {
        var then = treatment
        let before = events.filter { $0.at <= time }
        let after = events.dropFirst(before.count)
        if let endedAt = treatment.endedAt, endedAt > time { then.status = .active }
        if after.contains(where: { $0.event.type == .treatmentCompleted }) { then.status = .active }
        if let startedAt = treatment.startedAt, startedAt > time { then.status = .planned }
        if after.contains(where: { $0.event.type == .treatmentStarted }) { then.status = .planned }
        if let phase = before.last(where: { $0.phase != nil })?.phase {
            then.phase = phase
        } else if after.contains(where: { $0.phase != nil }) {
            then.phase = ""
        }
        return then
    }

    private func invoice(_ invoice: Invoice, _ events: [PastEvent], _ time: Instant) -> Invoice {
        var then = invoice
        let before = events.filter { $0.at <= time && $0.paidCents != nil }
        let hasLater = events.contains { $0.at > time && $0.paidCents != nil }
        guard hasLater else { return then }
        then.paidCents = before.last?.paidCents ?? 0
        if then.paidCents < then.amountCents, then.status == .paid { then.status = .open }
        return then
    }
}

extension EventType {
    /// What an event about a visit says of its status; nil for one that leaves it.
    fileprivate var visitStatus: AppointmentStatus? {
        switch self {
        case .appointmentBooked, .appointmentMoved: .booked
        case .appointmentConfirmed: .confirmed
        case .appointmentCancelled: .cancelled
        case .appointmentCompleted: .completed
        case .appointmentNoShow: .noShow
        default: nil
        }
    }
}
