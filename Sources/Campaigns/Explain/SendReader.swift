import CivilTime

/// Says of one message what became of it, or what the sender would say, and why.
struct SendReader {
    let question: ExplainQuestion
    let known: KnownEnrollment
    let itinerary: Itinerary

    /// A row: what it tells, and for one that waits what is expected of it.
    func read(_ row: KnownSend, _ forecast: inout SendForecast) -> ExplainedSend {
        let state = state(row, &forecast)
        return make(
            row.waiting, state, forecast, id: row.id, recipient: row.recipient,
            at: moment(of: row, state), refusals: row.refusals)
    }

    /// One that a tick is still to plan.
    func read(_ planned: PlannedSend, _ forecast: inout SendForecast) -> ExplainedSend {
        let waiting = WaitingSend(planned)
        let at = planned.plannedAt
        let verdict = planned.skip.map { .skip($0) } ?? expectation(waiting, at: at, own: nil, &forecast)
        return make(
            waiting, .expected(verdict, at: at), forecast, id: nil, recipient: planned.recipient?.contact.fullName,
            at: at, refusals: nil)
    }

    private func state(_ row: KnownSend, _ forecast: inout SendForecast) -> ExplainedSend.State {
        switch row.phase {
        case .ready:
            if let reason = row.reason { return .held(until: row.nextAt, reason) }
            let at = max(question.now, row.nextAt ?? row.waiting.plannedAt)
            return .expected(expectation(row.waiting, at: at, own: row.id, &forecast), at: at)
        case .parked: return .parked(row.reason ?? .providerStopped)
        case .claimed, .wire: return .leaving
        case .unknown: return .unanswered
        case .sent, .delivered:
            return .sent(at: row.sentAt ?? row.changedAt, deliveredAt: row.deliveredAt)
        case .skipped: return .skipped(row.reason ?? .enrollmentEnded)
        case .failed: return .failed(row.failure ?? .permanent)
        }
    }

    /// What the sender would say then, the text's own question included.
    private func expectation(
        _ send: WaitingSend, at instant: Instant, own: ID<Send>?, _ forecast: inout SendForecast
    ) -> Verdict {
        let verdict = forecast.question(over: send, own: own).verdict(at: instant)
        guard verdict == .send else { return verdict }
        if missingField(send, forecast) != nil { return .skip(.missingField) }
        forecast.count(send, at: instant)
        return .send
    }

    private func missingField(_ send: WaitingSend, _ forecast: SendForecast) -> MergeField? {
        guard case .send(let action) = known.terms.workflow.step(send.step)?.action else { return nil }
        let template = action.template(of: send.arm ?? question.facts.trials.winners[send.step])
        guard
            case .missing(let field)? = forecast.rendering(
                of: send, to: forecast.recipient(of: send), template, among: question.templates, links: .placeholders)
        else {
            return nil
        }
        return field
    }

    /// When the decision over it fell, or will fall.
    private func moment(of row: KnownSend, _ state: ExplainedSend.State) -> Instant {
        if case .expected(_, let at) = state { return at }
        return row.changedAt
    }

    private func make(
        _ send: WaitingSend, _ state: ExplainedSend.State, _ forecast: SendForecast, id: ID<Send>?,
        recipient: String?, at instant: Instant, refusals: Int?
    ) -> ExplainedSend {
        let asked = forecast.question(over: send, own: id)
        let counted = id.map(forecast.counted.without) ?? forecast.counted
        var facts = ExplanationFacts(about: asked, counted: counted, at: instant)
        facts.recipient = recipient ?? facts.recipient
        facts.refusals = refusals
        facts.pausedAt = question.campaign.pausedAt
        facts.endedAt = question.campaign.completedAt ?? question.campaign.archivedAt
        facts.toldAt = toldAt(send)
        facts.waitedSince = waitedSince
        facts.missingField = missingField(send, forecast)
        facts.audience = audience(asked, at: instant)
        let about = asked.visit(at: instant)
        return ExplainedSend(
            id: id, step: send.step, channel: send.channel, contact: send.contact, recipient: facts.recipient,
            plannedAt: send.plannedAt, state: state,
            explanation: Explanation(
                outcome: state.outcome, type: known.terms.type, purpose: known.terms.purpose, channel: send.channel,
                trigger: known.terms.trigger, wait: send.wait.expression,
                visit: about.map(Explanation.Visit.init),
                plannedAt: send.plannedAt, facts: facts))
    }

    /// When the confirmation of the same visit reaches the same address.
    private func toldAt(_ send: WaitingSend) -> Instant? {
        let row = known.sends.last {
            $0.waiting.wait.isAtEvent && $0.waiting.point == send.point && $0.phase != .skipped
        }
        if let row { return row.sentAt ?? row.waiting.plannedAt }
        return itinerary.sends.first { $0.wait.isAtEvent && $0.recipient?.point.id == send.point && $0.skip == nil }?
            .plannedAt
    }

    private var waitedSince: Instant? { itinerary.passages.first { $0.turn == .gaveUp }?.from }

    private func audience(_ asked: SendQuestion, at instant: Instant) -> String? {
        guard let refusal = asked.terms.refusal(of: asked.facts, at: instant) else { return nil }
        let times = Times(zone: asked.facts.clinic.zone, now: question.now)
        return asked.terms.finding(refusal, asked.facts, at: instant)?.sentence(times)
    }
}

extension ExplainedSend.State {
    /// As the sentence over it needs it.
    var outcome: Explanation.Outcome {
        switch self {
        case .sent: .timed
        case .leaving: .leaving
        case .unanswered: .unanswered
        case .failed(let failure): .failed(failure)
        case .skipped(let reason): .skipped(reason)
        case .held(let until, let reason): .held(until: until, reason)
        case .parked(let reason): .parked(reason)
        case .expected(let verdict, _): .init(verdict)
        }
    }
}
