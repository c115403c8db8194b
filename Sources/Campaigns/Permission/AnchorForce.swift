import CivilTime

/// Whether what an enrollment is about still stands as its trigger found it (rules.md 4, *In force*).
struct AnchorForce {
    let terms: Terms
    let enrollment: Enrollment
    let facts: Facts

    /// Why it does not; nil while it is in force for a send whose wait stands in `relation` to the visit.
    func lapse(for relation: VisitRelation, at now: Instant) -> Reason? {
        switch enrollment.event {
        case .appointmentBooked?, .appointmentConfirmed?: expectedVisit(relation, at: now)
        case .appointmentMoved?: movedVisit(relation)
        case .appointmentCancelled?: visit(has: .cancelled)
        case .appointmentNoShow?: visit(has: .noShow)
        case .appointmentCompleted?: visit(has: .completed)
        case .treatmentStarted?, .treatmentMilestone?: treatment { $0.status == .active }
        case .treatmentPhaseChanged?:
            treatment { $0.status == .active && isStill(inPhase: $0.phase) }
        case .treatmentCompleted?: treatment { $0.status == .completed }
        case .paymentDue?: invoiceIsOpen ? nil : .anchorGone
        case .recallDue?: facts.nextVisit(after: now) == nil ? nil : .anchorGone
        case .retainerReorderDue?: facts.treatment?.status == .stopped ? .anchorGone : nil
        default: nil
        }
    }

    private func expectedVisit(_ relation: VisitRelation, at now: Instant) -> Reason? {
        guard let visit = facts.visit else { return .anchorGone }
        if let reason = Self.reason(visit.status, relation) { return reason }
        let needsFuture = terms.type == .reminder && relation != .after
        return needsFuture && visit.startsAt <= now ? .visitInPast : nil
    }

    private func movedVisit(_ relation: VisitRelation) -> Reason? {
        guard let visit = facts.visit else { return .anchorGone }
        if let reason = Self.reason(visit.status, relation) { return reason }
        return enrollment.emittedStart == nil || enrollment.emittedStart == visit.startsAt ? nil : .visitMoved
    }

    /// Why a visit of this status no longer carries a message; nil when it does.
    static func reason(_ status: AppointmentStatus, _ relation: VisitRelation) -> Reason? {
        switch status {
        case .booked, .confirmed: nil
        case .arrived, .completed: relation == .after ? nil : .visitCompleted
        case .noShow: .visitMissed
        case .proposed, .cancelled, .enteredInError: .visitCancelled
        }
    }

    private func visit(has status: AppointmentStatus) -> Reason? {
        guard let visit = facts.visit else { return .anchorGone }
        return visit.status == status ? nil : .anchorGone
    }

    private func treatment(_ holds: (Treatment) -> Bool) -> Reason? {
        guard let treatment = facts.treatment else { return .anchorGone }
        return holds(treatment) ? nil : .anchorGone
    }

    private func isStill(inPhase phase: String) -> Bool {
        guard let key = enrollment.anchorKey else { return true }
        return key == enrollment.anchor.phaseKey(phase, since: enrollment.startedAt)
    }

    private var invoiceIsOpen: Bool { facts.invoice?.isOpen ?? false }
}
