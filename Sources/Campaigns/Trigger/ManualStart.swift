import CivilTime

/// Whether a campaign may be started for a patient by hand, and what the enrollment is then about (rules.md 1.1, 1.6).
public enum ManualStart: Sendable, Hashable {
    /// The key is that of the event that would have started it: what has started already starts nothing.
    case enroll(Anchor, key: String)
    case no(Refusal)

    public enum Refusal: Sendable, Hashable {
        case notInAudience
        case excluded
        /// The trigger is about an appointment, a treatment or an invoice, and the patient has none that fits it.
        case nothingToBeAbout
    }

    /// - Parameter facts: of the patient, without an anchor.
    public init(by terms: Terms, facts: Facts, at now: Instant) {
        if let refusal = terms.refusal(of: facts, at: now) {
            self = .no(refusal == .excluded ? .excluded : .notInAudience)
            return
        }
        guard case .event(let type, let rule, _) = terms.trigger else {
            self = .enroll(Anchor(), key: "none")
            return
        }
        let events = facts.anchors(for: type, at: now).map { anchor in
            Event(
                id: ID(0), clinicID: facts.clinic.id, type: type, patientID: facts.patient.id, anchor: anchor,
                occurredAt: now, receivedAt: now, isBulk: false, hasOwnTime: true, sourceKey: "manual")
        }
        let fitting = events.first { event in
            rule.map { $0.matches(facts.about(event), at: now) == true } ?? true
        }
        guard let fitting else {
            self = .no(.nothingToBeAbout)
            return
        }
        self = .enroll(fitting.anchor, key: fitting.anchorKey(facts.about(fitting)))
    }
}

extension Facts {
    /// What an event of this type could be about for the patient now, the likeliest first; one empty anchor for an event
    /// that is about nothing.
    fileprivate func anchors(for type: EventType, at now: Instant) -> [Anchor] {
        switch type.anchor {
        case .appointment: visits(for: type, at: now).map { Anchor(appointment: $0.id) }
        case .treatment: treatments(for: type).map { Anchor(treatment: $0.id) }
        case .invoice: invoices(for: type).map { Anchor(invoice: $0.id) }
        case nil: [Anchor()]
        }
    }

    private func visits(for type: EventType, at now: Instant) -> [Appointment] {
        switch type {
        case .appointmentCancelled: appointments.reversed().filter { $0.status == .cancelled }
        case .appointmentNoShow: appointments.reversed().filter { $0.status == .noShow }
        case .appointmentCompleted: appointments.reversed().filter { $0.status == .completed }
        case .appointmentConfirmed:
            appointments.filter { $0.startsAt > now && ($0.status == .confirmed || $0.confirmedAt != nil) }
        default: appointments.filter { $0.startsAt > now && $0.isExpected }
        }
    }

    private func treatments(for type: EventType) -> [Treatment] {
        let status: TreatmentStatus = type == .treatmentCompleted ? .completed : .active
        return treatments.reversed().filter { $0.status == status }
    }

    private func invoices(for type: EventType) -> [Invoice] {
        let ordered = invoices.sorted { ($0.dueOn, $0.id) < ($1.dueOn, $1.id) }
        if type == .paymentReceived { return ordered.reversed().filter { $0.paidCents > 0 } }
        return ordered.filter { $0.status == .open && $0.paidCents < $0.amountCents }
    }
}
