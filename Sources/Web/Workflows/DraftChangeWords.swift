import Campaigns
import Storage

/// A change of a draft as the buttons that undo it say it: "moved “Reminder SMS”".
struct DraftChangeWords {
    let text: String

    /// - Parameters:
    ///   - messages: the names of the message templates.
    ///   - reader: whose own changes need no name.
    init(_ change: DraftChange, messages: [ID<MessageTemplate>: String], reader: String) {
        let step = change.step.map { "“\(Self.name($0, messages))”" } ?? "a step"
        let what: String =
            switch change.verb {
            case .add: "added \(step)"
            case .change: "changed \(step)"
            case .move: "moved \(step)"
            case .remove: "removed \(step)"
            case .duplicate: "duplicated a step as \(step)"
            case .duplicateLane: "duplicated a lane of \(step)"
            case .trigger: "changed what starts it"
            case .audience: "changed the audience"
            case .settings: "changed the settings"
            case .discard: "discarded the changes"
            case .bringBack: "brought an earlier revision back"
            }
        text = change.by.map { $0 == reader ? what : "\(what) (\($0))" } ?? what
    }

    private static func name(_ card: DraftStep, _ messages: [ID<MessageTemplate>: String]) -> String {
        var alone = card
        alone.lane = .main
        let workflow = Workflow(draft: [alone])
        return workflow.steps.first.map { StepWords($0, in: workflow, messages: messages).name } ?? card.name
    }
}
