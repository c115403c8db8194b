import CivilTime

/// How a replay plans and re-plans, with messages in memory for rows.
extension HouseholdReplay {
    mutating func plan(_ way: Int, _ then: Facts, because cause: PlanCause, at now: Instant) {
        let enrollment = ways[way].enrollment
        let facts = then.about(enrollment)
        let itinerary = Itinerary(of: enrollment, by: question.terms, facts: facts, now: now)
        let existing = ways[way].messages.map { messages[$0].existing(ID(Int64($0))) }
        for change in itinerary.changes(from: existing, because: cause) { apply(change, to: way, at: now) }
        ways[way].enrollment.decisions = itinerary.decisions
        ways[way].awaited = itinerary.awaitedEvent
        ways[way].lookAt = itinerary.looksAgainAt.map { max($0.roundedUpToMinute, now) }.flatMap { $0 > now ? $0 : nil }
        if let lookAt = ways[way].lookAt {
            agenda.add(.look(way: way), at: lookAt.microseconds, job: Job.workflow)
        }
    }

    private mutating func apply(_ change: PlanChange, to way: Int, at now: Instant) {
        switch change {
        case .insert(let planned), .renew(_, let planned): insert(planned, to: way, at: now)
        case .retime(let id, let planned):
            let index = Int(id.rawValue)
            messages[index].waiting = WaitingSend(planned)
            messages[index].visit = planned.visit.map(Explanation.Visit.init)
            putDown(index, at: max(planned.plannedAt, now))
        case .skip(let id, let reason): skip(Int(id.rawValue), reason)
        case .carry(let id):
            messages[Int(id.rawValue)].waiting.version = ways[way].enrollment.scheduleVersion
        }
    }

    private mutating func insert(_ planned: PlannedSend, to way: Int, at now: Instant) {
        messages.append(ReplayedMessage(planned, way: way, patient: ways[way].enrollment.patientID))
        let index = messages.count - 1
        ways[way].messages.append(index)
        if let reason = planned.skip {
            skip(index, reason)
        } else {
            putDown(index, at: max(planned.plannedAt, now))
        }
    }

    mutating func putDown(_ message: Int, at time: Instant) {
        messages[message].nextAt = time
        agenda.add(.send(message: message), at: time.microseconds, job: Job.delivery)
    }

    mutating func skip(_ message: Int, _ reason: Reason) {
        messages[message].state = .skipped(reason)
        messages[message].nextAt = nil
        tally.skip(messages[message].sample(at: messages[message].waiting.plannedAt), reason)
    }

    /// What a change of a visit does to those who wait on it (rules.md 3.3, 3.4), when the event tells of it.
    mutating func replan(after event: Event, of member: Int, _ then: Facts, at now: Instant) {
        guard let visit = event.anchor.appointment else { return }
        if let reason = event.type.endReason { skipDependent(on: visit, reason) }
        for way in ways.indices where ways[way].member == member {
            let isAbout = ways[way].enrollment.anchor.appointment == visit
            guard isAbout || question.terms.workflow.followsVisits else { continue }
            if let cause = cause(event, way, isAbout: isAbout, at: now) { plan(way, then, because: cause, at: now) }
        }
    }

    /// Unsent messages that hang on the visit are skipped when it ends; after its completion those that follow it go on.
    private mutating func skipDependent(on visit: ID<Appointment>, _ reason: Reason) {
        for index in messages.indices where messages[index].state == .waiting {
            let relation = messages[index].waiting.wait.visitRelation
            guard ways[messages[index].way].enrollment.anchor.appointment == visit, relation != .none,
                relation != .after || reason != .visitCompleted
            else { continue }
            skip(index, reason)
        }
    }

    /// - Returns: nil for an event that changes no plan.
    private mutating func cause(_ event: Event, _ way: Int, isAbout: Bool, at now: Instant) -> PlanCause? {
        switch event.type {
        case .appointmentMoved:
            ways[way].enrollment.reopen(at: now, by: question.terms)
            return .visitChanged(at: now)
        case .appointmentBooked:
            guard let before = status(before: event, of: ways[way].member), before != .proposed else {
                return isAbout ? nil : .onward
            }
            ways[way].enrollment.reopen(at: now, by: question.terms)
            if isAbout, before == .cancelled { ways[way].enrollment.restart(at: now) }
            return .visitChanged(at: now)
        case .appointmentCancelled, .appointmentNoShow, .appointmentCompleted:
            return isAbout ? nil : .visitChanged(at: now)
        default: return nil
        }
    }

    /// What the visit was before the event; nil when it was not known.
    private func status(before event: Event, of member: Int) -> AppointmentStatus? {
        let before = Instant(microseconds: event.receivedAt.microseconds - 1)
        return members[member].past.at(before).about(event.anchor, eventAt: nil).visit?.status
    }
}

extension EventType {
    /// Why those who waited on a visit wait in vain after this event.
    fileprivate var endReason: Reason? {
        switch self {
        case .appointmentCancelled: .visitCancelled
        case .appointmentNoShow: .visitMissed
        case .appointmentCompleted: .visitCompleted
        default: nil
        }
    }
}
