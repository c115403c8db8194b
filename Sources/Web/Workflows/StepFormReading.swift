import Campaigns

extension StepForm {
    /// A step as the fields say it.
    struct Reading {
        let name: String
        let action: DraftAction
    }

    static let maximumNameLength = 120

    /// nil with what is wrong added to the form.
    func reading(_ form: inout Form, in draft: Draft) -> Reading? {
        let name = form.line("name", limit: Self.maximumNameLength)
        let action: DraftAction? =
            switch kind {
            case .send: send(&form, draft).map(DraftAction.send)
            case .wait: wait.wait(&form, trigger: draft.campaign.trigger?.ownAnchor).map(DraftAction.wait)
            case .condition: condition(&form)
            }
        guard let action, form.problems.isEmpty else { return nil }
        return Reading(name: name, action: action)
    }

    private func send(_ form: inout Form, _ draft: Draft) -> SendStep? {
        guard let channel = Channel(rawValue: channel), Self.channels.contains(channel) else {
            form.add("channel", "Choose e-mail or SMS.")
            return nil
        }
        guard !template.isEmpty else {
            return SendStep(channel: channel, template: nil, isOnlyUntilConfirmed: isOnlyUntilConfirmed)
        }
        guard let id = ID<MessageTemplate>(text: template), let chosen = draft.templates[id] else {
            form.add("template", "Choose a message template of this clinic.")
            return nil
        }
        guard chosen.channel == channel else {
            form.add("template", "“\(chosen.name)” is for \(chosen.channel.phrase), not for \(channel.phrase).")
            return nil
        }
        return SendStep(channel: channel, template: id, isOnlyUntilConfirmed: isOnlyUntilConfirmed)
    }

    /// The channels that a step may send by.
    static let channels: [Channel] = [.email, .sms]

    private func condition(_ form: inout Form) -> DraftAction? {
        let lanes = exits.compactMap(LaneName.init(rawValue:))
        if lanes.count != exits.count { form.add("exits", "Choose the lanes that end here.") }
        guard let rule = rules.rule(&form) else { return nil }
        if rule == .everybody { form.add(rules.name("add"), "Add a line that says what is asked.") }
        return .condition(rule, exits: Set(lanes))
    }
}
