import Campaigns
import CivilTime

extension ExperimentForm {
    /// What the fields try; nil for nothing, and with what is wrong added to the form.
    ///
    /// - Parameters:
    ///   - template: reads one choice of a message.
    ///   - key: the stored experiment's, so that its households stay in their arms; else a fresh one.
    func experiment(
        _ form: inout Form, key: ExperimentKey, template: (String, inout Form) -> ID<MessageTemplate>?
    ) -> Experiment? {
        guard !isEmpty else { return nil }
        let challengers = challengers(&form, template)
        let weight = weight(&form, Self.weightField(.a))
        let holdout = self[Self.holdout].isEmpty ? 0 : holdoutWeight(&form)
        let goal = form.choice(Self.goal, of: Experiment.Goal.self, missing: "Choose what the test is measured by.")
        let endsAt = endsAt(&form)
        guard let challengers, let weight, let holdout, let goal, let endsAt else { return nil }
        let experiment = Experiment(
            key: key, weight: weight, challengers: challengers, holdoutWeight: holdout, goal: goal, endsAt: endsAt,
            picksWinner: form.isTicked(Self.winner))
        guard experiment.totalWeight <= 100 else {
            form.add(
                Self.weightField(.a),
                "The shares add up to \(experiment.totalWeight) percent; at most 100 are there.")
            return nil
        }
        return experiment
    }

    private func challengers(_ form: inout Form, _ template: (String, inout Form) -> ID<MessageTemplate>?)
        -> [Experiment.Challenger]?
    {
        let chosen = chosen
        guard chosen == Array(Arm.challengers.prefix(chosen.count)) else {
            form.add(Self.templateField(.b), "Choose the messages in order: B before C before D.")
            return nil
        }
        let challengers = chosen.compactMap { arm -> Experiment.Challenger? in
            let id = template(Self.templateField(arm), &form)
            let weight = weight(&form, Self.weightField(arm))
            guard let id, let weight else { return nil }
            return Experiment.Challenger(template: id, weight: weight)
        }
        return challengers.count == chosen.count ? challengers : nil
    }

    private func weight(_ form: inout Form, _ name: String) -> Int? {
        form.number(name, in: 1...99, missing: "Give a whole number of percent from 1 to 99.")
    }

    private func holdoutWeight(_ form: inout Form) -> Int? {
        form.number(Self.holdout, in: 0...98, missing: "Give a whole number of percent, or leave it empty.")
    }

    private func endsAt(_ form: inout Form) -> CivilDateTime? {
        guard let date = CivilDate(self[Self.date]) else {
            form.add(Self.date, "Choose the day on which the test ends.")
            return nil
        }
        guard let time = ClockTime(String(self[Self.time].prefix(5))) else {
            form.add(Self.time, "Choose a time of day, such as 09:00.")
            return nil
        }
        return date.at(time)
    }
}
