import Campaigns
import Storage

/// What the sentences about changed workflows call steps and messages.
struct ChangeNames {
    let messages: [ID<MessageTemplate>: String]

    static func load(_ visit: Visit) throws -> ChangeNames {
        let clinic = try visit.clinic()
        let templates = try MessageTemplateStore(visit.db).all(language: clinic.language, in: visit.clinicID)
        return ChangeNames(messages: templates.mapValues(\.name))
    }

    var names: TermsNames {
        TermsNames(
            step: { StepWords($0, in: Workflow(steps: [$0]), messages: messages).name },
            message: { messages[$0] ?? "a removed message template" })
    }
}
