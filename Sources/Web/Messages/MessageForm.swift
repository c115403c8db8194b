import Campaigns
import Storage

/// What stands in the form of a message template.
struct MessageForm {
    let channel: Channel
    var name = ""
    var subject = ""
    var body = ""

    static let names: Set<String> = ["name", "subject", "body", "channel", "show", Form.versionField]

    init(_ channel: Channel) { self.channel = channel }

    init(_ template: MessageTemplate) {
        channel = template.channel
        name = template.name
        subject = template.subject
        body = template.body
    }

    init(_ channel: Channel, _ form: Form) {
        self.channel = channel
        name = form["name"]
        subject = form["subject"]
        body = form["body"]
    }

    /// The text that the fields say, with what is wrong added to the form beside its field, and where in the text.
    func draft(_ form: inout Form, language: String) -> MessageDraft {
        let draft = MessageDraft(
            name: form.line("name", limit: MessageTemplate.maximumNameLength, missing: "Give it a name."),
            channel: channel, language: language,
            subject: channel.hasSubject
                ? form.line("subject", limit: MessageTemplate.maximumSubjectLength, missing: "Give it a subject.") : "",
            body: form.lines("body", limit: MessageTemplate.maximumBodyLength, missing: "Write the message."))
        for place in [MessageProblem.Place.name, .subject, .body] {
            let messages = draft.template.problems.filter { $0.place == place }.map(\.sentence)
            if !messages.isEmpty { form.add(place.rawValue, messages.joined(separator: " ")) }
        }
        return draft
    }
}

extension MessageDraft {
    /// As a template that was never saved.
    var template: MessageTemplate {
        MessageTemplate(
            id: ID(0), name: name, channel: channel, number: 0, language: language, subject: subject, body: body)
    }
}

extension MessageProblem {
    /// "At character 12: There is no field “patient.password”."
    fileprivate var sentence: String { position.map { "At character \($0): \(message)" } ?? message }
}
