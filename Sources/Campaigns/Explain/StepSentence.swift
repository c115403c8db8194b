import CivilTime

extension ExplainedStep {
    /// What the step made of the way; nil for a send whose messages speak for themselves.
    public func sentence(_ times: Times, trigger: Trigger?) -> String? {
        guard let passage else { return nil }
        switch passage.turn {
        case .sent(let sends): return sends.isEmpty ? outside(times) : nil
        case .waited(let waiting): return waited(waiting, passage, times, trigger)
        case .stands: return standing(passage, times)
        case .gaveUp:
            return
                "No visit to wait for came up within \(Itinerary.patienceDays) days of \(times.text(passage.from)), so the way"
                + " went on without the messages of this wait."
        case .awaitsEvent(let until):
            return
                "Stands here since \(times.text(passage.from)), \(awaited). Without it the way goes on on \(times.text(until))."
        case .decided(let lane, let basis): return decided(lane, basis, passage, times)
        case .undecided: return "Asked on \(times.text(passage.from)); until then the answer can change."
        }
    }

    /// For a household outside of the step's test.
    private func outside(_ times: Times) -> String? {
        guard case .send(let send) = step.action, let experiment = send.experiment else { return nil }
        return
            "The household is outside of this step's test. It gets the message that goes on when the test has ended, on \(times.text(experiment.endsAt))."
    }

    /// "Waits until Sun 14 Mar, 15:30: 48 hours before the adjustment on Tue 16 Mar, 15:30."
    private func waited(_ waiting: Passage.Waiting, _ passage: Passage, _ times: Times, _ trigger: Trigger?) -> String {
        guard case .wait(let wait) = step.action else { return "" }
        let basis = basis(wait.expression, waiting, passage, times, trigger)
        let due = times.text(waiting.due)
        guard waiting.isPast else { return "\(isReached ? "Waited" : "Waits") until \(due): \(basis)." }
        let then =
            wait.ifPast == .skip
            ? "the messages up to the next wait are skipped" : "the way goes on at once, as the step says"
        return "Its time, \(due), was over when the way came here on \(times.text(passage.from)): \(basis). So \(then)."
    }

    /// What the wait counts from, with its time.
    private func basis(
        _ wait: WaitExpression, _ waiting: Passage.Waiting, _ passage: Passage, _ times: Times, _ trigger: Trigger?
    ) -> String {
        if case .lasting(let span) = wait { return "\(span.text) after \(times.text(passage.from))" }
        let explanation = Explanation(
            outcome: .timed, type: .followUp, purpose: .care, channel: .email, trigger: trigger, wait: wait,
            visit: waiting.visit.map(Explanation.Visit.init), plannedAt: waiting.due)
        let timing = String(explanation.timing(times).dropLast()).inSentence
        if waiting.visit != nil, waiting.anchor == .appointment { return timing }
        switch waiting.anchorTime {
        case .instant(let instant)?: return "\(timing), \(times.text(instant))"
        case .date(let date)?: return "\(timing), \(times.day(date))"
        case nil: return timing
        }
    }

    /// "waiting until an appointment is confirmed".
    private var awaited: String {
        guard case .wait(let wait) = step.action, case .event(let type, _) = wait.expression else { return "" }
        return "waiting until this happens: \(type.phrase.inSentence)"
    }

    private func standing(_ passage: Passage, _ times: Times) -> String {
        guard case .wait(let wait) = step.action else { return "" }
        let anchor = wait.expression.anchor?.phrase ?? "what the trigger is about"
        let end = passage.from.adding(hours: 24 * Itinerary.patienceDays)
        return
            "Stands here since \(times.text(passage.from)), waiting for \(anchor), which is not there. Without it the way goes"
            + " on after \(times.text(end)), without the messages of this wait."
    }

    private func decided(_ lane: LaneKey, _ basis: Passage.Basis, _ passage: Passage, _ times: Times) -> String {
        let answer = "“\(step.lanes.first { $0.key == lane }?.name ?? "a lane that was removed")”"
        let why = finding?.sentence(times)
        if case .branch(let branch) = step.action, branch.drawKey != nil {
            return "Chance gave the patient's household \(answer), for good."
        }
        switch basis {
        case .expected:
            return
                "Asked on \(times.text(passage.from)). As things are, the way takes \(answer)\(why.map { ": \($0)" } ?? "")."
        case .fixed: return "Takes \(answer), which cannot change\(why.map { ": \($0)" } ?? "")."
        case .answered: return "Took \(answer) on \(times.text(passage.from))\(why.map { ": \($0)" } ?? "")."
        case .recorded:
            let took = "Took \(answer) on \(times.text(passage.from))"
            guard finding.map({ ($0.isMet == true) == (lane != .no) }) ?? true else {
                return "\(took). The records have changed since: now \(why ?? "it would be asked otherwise")."
            }
            return "\(took)\(why.map { ": \($0)" } ?? "")."
        }
    }
}
