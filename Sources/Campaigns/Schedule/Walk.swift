import CivilTime

/// The walk that makes an `Itinerary`: one pass over the steps, carrying logical time.
struct Walk {
    let enrollment: Enrollment
    let terms: Terms
    let facts: Facts
    let now: Instant
    let sight: Itinerary.Sight

    /// Logical time: only rises (rules.md 1.4).
    private var reached: Instant
    private var section: Section
    private var hasReopened = false
    private var planner: SendPlanner
    private var itinerary: Itinerary

    /// What the latest wait means for the sends after it.
    struct Section: Equatable {
        var wait: WaitContext
        /// The wait's own time, which a skipped send keeps for people to read.
        var due: Instant
        /// `reached` before the wait: a send that shifts back may not go earlier.
        var earliest: Instant
        var visit: Appointment?
        var version: Int
        var skip: Reason?
        /// Of the next send, in its step's experiment; nil outside of one.
        var arm: Arm?
    }

    private enum Pace { case onward, stop }

    init(enrollment: Enrollment, terms: Terms, facts: Facts, now: Instant, sight: Itinerary.Sight) {
        self.enrollment = enrollment
        self.terms = terms
        self.facts = facts
        self.now = now
        self.sight = sight
        reached = enrollment.opensAt
        section = Section(
            wait: .atEvent, due: enrollment.opensAt, earliest: enrollment.opensAt, visit: facts.visit,
            version: enrollment.openingVersion)
        planner = SendPlanner(enrollment: enrollment, terms: terms, facts: facts)
        itinerary = Itinerary(stand: .finished(reached: enrollment.opensAt))
        itinerary.decisions = enrollment.decisions
    }

    mutating func walked() -> Itinerary {
        if walk(terms.workflow.steps) == .onward { itinerary.stand = .finished(reached: reached) }
        return itinerary
    }

    private mutating func walk(_ steps: [Step]) -> Pace {
        for step in steps {
            let pace =
                switch step.action {
                case .send(let action): send(step, action)
                case .wait(let wait): pause(step, wait)
                case .condition(let condition): part(step, Fork(condition))
                case .branch(let branch) where branch.drawKey != nil: draw(step, branch)
                case .branch(let branch): part(step, Fork(branch))
                }
            if pace == .stop { return .stop }
        }
        return .onward
    }

    private mutating func send(_ step: Step, _ action: SendStep) -> Pace {
        let before = reached
        let first = itinerary.sends.count
        switch trial(of: step, action) {
        case .waits: break
        case .afterwards(let end):
            // The way has gone on meanwhile: what is sent so late does not hold up the steps after it.
            itinerary.sends += planner.plan(step, action, at: end, in: section)
        case .none: plan(step, action, in: nil)
        case .inArm(let arm): plan(step, action, in: arm)
        }
        note(step, .sent(first..<itinerary.sends.count), from: before)
        return .onward
    }

    private mutating func plan(_ step: Step, _ action: SendStep, in arm: Arm?) {
        section.arm = arm
        let planned = planner.plan(step, action, at: reached, in: section)
        section.arm = nil
        itinerary.sends += planned
        if let time = planned.filter({ $0.skip == nil }).map(\.plannedAt).min() { reached = max(reached, time) }
    }

    private func trial(of step: Step, _ action: SendStep) -> Trial {
        guard section.skip == nil else { return .none }
        let isAboutVisit =
            section.wait.visitRelation != .none || section.wait.isForVisitOnly(terms.type, enrollment.event)
        return Trial(of: step.id, action, facts, reached: reached, mayWait: !isAboutVisit)
    }

    private mutating func pause(_ step: Step, _ wait: Wait) -> Pace {
        let expression = wait.expression
        if case .event(let type, _) = expression { return watch(step, expression, for: type) }
        let before = reached
        let anchor = expression.needsAnchor ? expression.anchor ?? terms.trigger?.ownAnchor : nil
        let relation = expression.visitRelation(trigger: terms.trigger?.ownAnchor)
        reopen(relation)
        let clock = AnchorClock(facts: facts, enrollment: enrollment)
        guard let anchorTime = clock.time(of: anchor, from: reached) else { return standStill(step, relation) }
        if let booked = clock.bookingTime(of: anchor, from: reached) { reached = max(reached, booked) }
        let due = expression.due(
            from: reached, over: enrollment.pauses, anchor: anchorTime.value, calendar: facts.clinic.calendar)
        let isPast = due < reached
        enter(relation, expression, due: due, visit: anchorTime.visit)
        if isPast, wait.ifPast == .skip { section.skip = .pastWhenPlanned }
        reached = max(reached, due)
        let waiting = Passage.Waiting(
            due: due, anchor: anchor, anchorTime: anchorTime.value, visit: anchorTime.visit, isPast: isPast)
        note(step, .waited(waiting), from: before)
        return .onward
    }

    /// Stands until the event has happened, and goes on at its own time; where it has not, at the wait's end.
    private mutating func watch(_ step: Step, _ expression: WaitExpression, for type: EventType) -> Pace {
        let before = reached
        let end = expression.due(
            from: reached, over: enrollment.pauses, anchor: nil, calendar: facts.clinic.calendar)
        let happening = facts.happening(type, after: reached, until: end, by: now)
        guard happening != nil || now >= end || sight == .forecast else {
            itinerary.stand = .awaitingEvent(type, step: step.id, since: reached, until: end)
            note(step, .awaitsEvent(until: end), from: reached)
            return .stop
        }
        let due = happening?.occurredAt ?? end
        enter(.none, expression, due: due, visit: nil)
        reached = due
        note(
            step, .waited(.init(due: due, anchor: nil, anchorTime: nil, visit: nil, isPast: false)), from: before)
        return .onward
    }

    /// From the first visit-dependent wait on, time begins anew with the last change of the visit (rules.md 3.3).
    private mutating func reopen(_ relation: VisitRelation) {
        guard relation != .none, !hasReopened else { return }
        hasReopened = true
        if let change = enrollment.reopenedAt { reached = max(reached, change) }
    }

    private mutating func enter(
        _ relation: VisitRelation, _ expression: WaitExpression, due: Instant, visit: Appointment?
    ) {
        section = Section(
            wait: WaitContext(
                visitRelation: relation, isAtEvent: false, isOpening: !hasReopened, expression: expression),
            due: due, earliest: reached, visit: visit ?? facts.visit,
            version: hasReopened ? enrollment.scheduleVersion : enrollment.openingVersion)
    }

    /// The visit waited for does not exist: stand, and after long patience go on without the sends of this wait.
    private mutating func standStill(_ step: Step, _ relation: VisitRelation) -> Pace {
        let end = reached.adding(hours: 24 * Itinerary.patienceDays)
        guard now >= end else {
            itinerary.stand = .awaitingVisit(step: step.id, since: reached)
            note(step, .stands, from: reached)
            return .stop
        }
        guard case .wait(let wait) = step.action else { return .onward }
        enter(relation, wait.expression, due: end, visit: nil)
        section.skip = .noAppointment
        note(step, .gaveUp, from: reached, to: end)
        reached = end
        return .onward
    }

    private mutating func part(_ step: Step, _ fork: Fork) -> Pace {
        // What is fixed is asked again at every walk; what could change stays as it was decided.
        let fixed = fork.fixedAnswer(facts, at: reached)
        let recorded = itinerary.decisions[step.id]
        guard let key = fixed ?? recorded ?? answer(fork) else {
            itinerary.stand = .undecided(step: step.id, at: reached)
            note(step, .undecided, from: reached)
            return .stop
        }
        note(step, .decided(key, basis(isFixed: fixed != nil, isRecorded: recorded != nil)), from: reached)
        if sight == .known { itinerary.decisions[step.id] = key }
        // Which messages come after is known only now: none of them can go back before the question.
        if fixed == nil { section.earliest = reached }
        // A lane that was removed since it was taken holds nothing more: the way goes on below.
        return take(step.lane(key) ?? Lane())
    }

    /// Chance has parted the ways before anybody came: the answer never changes.
    private mutating func draw(_ step: Step, _ branch: Branch) -> Pace {
        let recorded = itinerary.decisions[step.id]
        let drawn = facts.trials.lanes[step.id] ?? branch.lane(of: facts.patient.id, at: step.id)
        let key = recorded ?? drawn
        note(step, .decided(key, basis(isFixed: recorded == nil, isRecorded: recorded != nil)), from: reached)
        if sight == .known { itinerary.decisions[step.id] = key }
        return take(step.lane(key) ?? Lane())
    }

    private mutating func take(_ lane: Lane) -> Pace {
        let before = section
        if walk(lane.steps) == .stop { return .stop }
        guard lane.exits else {
            rejoin(from: before)
            return .onward
        }
        itinerary.stand = .finished(reached: reached)
        return .stop
    }

    /// What a wait inside a lane skips ends with the lane (rules.md 3.1): after it stands what stood before it.
    private mutating func rejoin(from before: Section) {
        guard section.skip != nil, section != before else { return }
        section = before
        guard hasReopened else { return }
        section.version = enrollment.scheduleVersion
        section.wait.isOpening = false
        section.wait.isAtEvent = false
    }

    private func answer(_ fork: Fork) -> LaneKey? {
        guard reached <= now || sight == .forecast else { return nil }
        return fork.answer(facts, at: reached)
    }

    private func basis(isFixed: Bool, isRecorded: Bool) -> Passage.Basis {
        if isFixed { return .fixed }
        if isRecorded { return .recorded }
        return reached <= now ? .answered : .expected
    }

    private mutating func note(_ step: Step, _ turn: Passage.Turn, from before: Instant, to after: Instant? = nil) {
        itinerary.passages.append(Passage(step: step.id, from: before, reached: after ?? reached, turn: turn))
    }
}
