import Campaigns

extension StepForm {
    /// A step as the fields say it.
    struct Reading {
        let name: String
        let action: DraftAction
    }

    /// nil with what is wrong added to the form.
    ///
    /// - Parameters:
    ///   - stored: what the step does as it was saved; nil for a new one.
    ///   - makeKey: draws the key of a new experiment.
    func reading(_ form: inout Form, in draft: Draft, stored: DraftAction?, makeKey: () -> ExperimentKey) -> Reading? {
        let name = form.line("name", limit: DraftStep.maximumNameLength)
        let action: DraftAction? =
            switch kind {
            case .send: send(&form, draft, key: stored?.experiment?.key ?? makeKey()).map(DraftAction.send)
            case .wait: wait.wait(&form, trigger: draft.campaign.trigger?.ownAnchor).map(DraftAction.wait)
            case .condition: condition(&form)
            case .branch: branch.branch(&form, replacing: stored?.branch).map(DraftAction.branch)
            case .split:
                split.branch(&form, replacing: stored?.branch, key: stored?.branch?.drawKey ?? makeKey())
                    .map(DraftAction.branch)
            }
        guard let action, form.problems.isEmpty else { return nil }
        return Reading(name: name, action: action)
    }

    private func send(_ form: inout Form, _ draft: Draft, key: ExperimentKey) -> SendStep? {
        guard let channel = Channel(rawValue: channel), Self.channels.contains(channel) else {
            form.add("channel", "Choose a channel.")
            return nil
        }
        let template = template.isEmpty ? nil : message("template", &form, channel, draft)
        let experiment = experiment.experiment(&form, key: key) { message($0, &$1, channel, draft) }
        return SendStep(
            channel: channel, template: template, isOnlyUntilConfirmed: isOnlyUntilConfirmed, experiment: experiment)
    }

    /// The message template that a field names.
    private func message(_ field: String, _ form: inout Form, _ channel: Channel, _ draft: Draft)
        -> ID<MessageTemplate>?
    {
        guard let id = ID<MessageTemplate>(text: form[field]), let chosen = draft.templates[id] else {
            form.add(field, "Choose a message template of this clinic.")
            return nil
        }
        guard chosen.channel == channel else {
            form.add(field, "“\(chosen.name)” is for \(chosen.channel.phrase), not for \(channel.phrase).")
            return nil
        }
        return id
    }

    /// The channels that a step may send by.
    static let channels = Channel.allCases

    private func condition(_ form: inout Form) -> DraftAction? {
        let lanes = [LaneKey.yes, .no].filter { exits.contains($0.rawValue) }
        if lanes.count != exits.count { form.add("exits", "Choose the lanes that end here.") }
        guard let rule = rules.rule(&form) else { return nil }
        if rule == .everybody { form.add(rules.name("add"), "Add a line that says what is asked.") }
        return .condition(rule, exits: Set(lanes))
    }
}

extension DraftAction {
    /// What a SEND tries.
    var experiment: Experiment? {
        if case .send(let send) = self { send.experiment } else { nil }
    }
}
