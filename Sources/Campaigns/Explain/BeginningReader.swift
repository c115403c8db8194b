import CivilTime

/// Finds what could have started a campaign for the patient, and asks `Start` what comes of it.
struct BeginningReader {
    let question: ExplainQuestion

    var beginnings: [ExplainedBeginning] {
        let found = question.events.filter(isAsked).map(read) + question.occurrences.map(read) + others
        return found.isEmpty ? [make(.nothing, nothing)] : found
    }

    private func isAsked(_ known: KnownEvent) -> Bool {
        question.appointment == nil || known.event.anchor.appointment == question.appointment
    }

    /// A campaign that does not run says so first.
    private var nothing: ExplainedBeginning.Outcome {
        switch question.campaign.status {
        case .active, .paused: .never
        case .draft, .completed, .archived: .refused(.status(question.campaign.status))
        }
    }

    private func read(_ known: KnownEvent) -> ExplainedBeginning {
        let event = known.event
        let facts = question.facts.about(event)
        if let enrollment = question.enrollments.first(where: { $0.event == event.id }) {
            return make(.event(event), .enrolled(enrollment.enrollment.id))
        }
        switch Start(of: event, by: question.terms, status: question.campaign.status, facts: facts) {
        case .no(let refusal):
            return make(.event(event), .refused(refusal), finding(refusal, facts, at: event.receivedAt))
        case .enroll: return make(.event(event), open(known, anchorKey: event.anchorKey(facts)))
        }
    }

    /// What came of an event that, as the records are now, starts the campaign.
    private func open(_ known: KnownEvent, anchorKey: String) -> ExplainedBeginning.Outcome {
        if known.isPending { return .awaited }
        if let before = question.enrollments.first(where: { $0.anchorKey == anchorKey }) {
            return .enrolledBefore(before.enrollment.id)
        }
        guard let activatedAt = question.campaign.activatedAt, activatedAt <= known.event.receivedAt else {
            return .beforeActivation
        }
        return .changedSince
    }

    private func read(_ occurrence: KnownOccurrence) -> ExplainedBeginning {
        let cause = ExplainedBeginning.Cause.occurrence(occurrence.dueAt)
        if let enrollment = question.enrollments.first(where: { $0.anchorKey == occurrence.anchorKey }) {
            return make(cause, .enrolled(enrollment.enrollment.id))
        }
        if occurrence.state == .missed { return make(cause, .missed) }
        if let refusal = question.terms.refusal(of: question.facts, at: occurrence.dueAt) {
            return make(cause, .refused(refusal), finding(refusal, question.facts, at: occurrence.dueAt))
        }
        return make(cause, occurrence.state == .fired ? .changedSince : .awaited)
    }

    /// Enrollments that no event and no time on record began.
    private var others: [ExplainedBeginning] {
        let events = Set(question.events.map(\.event.id))
        let times = Set(question.occurrences.map(\.anchorKey))
        return question.enrollments.filter { known in
            let isNamed = known.event.map(events.contains) ?? times.contains(known.anchorKey)
            let isAsked = question.appointment == nil || known.enrollment.anchor.appointment == question.appointment
            return !isNamed && isAsked
        }.map { make(.otherwise($0.enrollment.startedAt), .enrolled($0.enrollment.id)) }
    }

    private func make(
        _ cause: ExplainedBeginning.Cause, _ outcome: ExplainedBeginning.Outcome, _ finding: RuleFinding? = nil
    ) -> ExplainedBeginning {
        ExplainedBeginning(cause: cause, outcome: outcome, visit: visit(cause), finding: finding)
    }

    private func visit(_ cause: ExplainedBeginning.Cause) -> Explanation.Visit? {
        guard case .event(let event) = cause else { return nil }
        return question.facts.about(event.anchor, eventAt: nil).visit.map(Explanation.Visit.init)
    }

    private func finding(_ refusal: Start.Refusal, _ facts: Facts, at instant: Instant) -> RuleFinding? {
        question.terms.finding(refusal, facts, at: instant)
    }
}

extension Terms {
    /// The rule behind a refusal, asked of the patient; nil for what no rule refuses.
    func finding(_ refusal: Start.Refusal, _ facts: Facts, at instant: Instant) -> RuleFinding? {
        switch refusal {
        case .triggerRule:
            guard case .event(_, let rule?, _) = trigger else { return nil }
            return RuleFinding(of: rule, for: facts, at: instant)
        case .notInAudience: return RuleFinding(of: audience, for: facts, at: instant)
        case .excluded: return exclusions.map { RuleFinding(of: $0, for: facts, at: instant) }
        case .status, .otherEvent, .visitPast, .eventOld: return nil
        }
    }
}
