import Campaigns
import CivilTime

/// Campaigns to be written as files.
enum PortableSample {
    /// As a clinic that uses the workflow would export it.
    static func of(_ workflow: GalleryWorkflow) -> PortableCampaign {
        var cards: [DraftStep] = []
        add(workflow.workflow.steps, in: .main, to: &cards)
        let texts = workflow.messages.enumerated().map { index, message in
            let id = ID<MessageTemplate>(Int64(index + 1))
            let own = message.texts.map {
                MessageTemplate(
                    id: id, name: message.name, channel: message.channel, number: 1, language: $0.language,
                    subject: $0.words.subject, body: $0.words.body)
            }
            return (id, own)
        }
        return PortableCampaign(
            of: workflow.outline, steps: cards, segments: .none, texts: Dictionary(uniqueKeysWithValues: texts))
    }

    private static func add(_ steps: [Step], in lane: DraftLane, to cards: inout [DraftStep]) {
        for (index, step) in steps.enumerated() {
            let action: DraftAction
            switch step.action {
            case .send(let send): action = .send(send)
            case .wait(let wait): action = .wait(wait)
            case .condition(let condition): action = .condition(condition.rule, exits: [])
            case .branch: preconditionFailure("the gallery branches nowhere yet")
            }
            cards.append(
                DraftStep(
                    id: step.id, lane: lane, position: index + 1, name: step.name, action: action, version: 3,
                    updatedAt: Instant(microseconds: 5)))
            for keyed in step.lanes { add(keyed.lane.steps, in: .inside(step.id, keyed.key), to: &cards) }
        }
    }
}
