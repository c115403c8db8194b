import Campaigns
import Storage

/// What stands in the form of a message template: one of its texts.
struct MessageForm {
    let channel: Channel
    /// Tag of the text's language.
    let language: String
    var name = ""
    var subject = ""
    var body = ""

    /// What saving posts, and what showing and testing a text post besides.
    static let names: Set<String> = [
        "name", "subject", "body", "channel", "language", "id", "patient", "phone", Form.versionField,
    ]

    init(_ channel: Channel, language: String, name: String = "") {
        self.channel = channel
        self.language = language
        self.name = name
    }

    init(_ template: MessageTemplate) {
        self.init(template.channel, language: template.language, name: template.name)
        subject = template.subject
        body = template.body
    }

    init(_ channel: Channel, language: String, _ form: Form) {
        self.init(channel, language: language, name: form["name"])
        subject = form["subject"]
        body = form["body"]
    }

    init(_ channel: Channel, language: String, _ typed: TestMessageStore.TypedText) {
        self.init(channel, language: language, name: typed.name)
        subject = typed.subject
        body = typed.body
    }

    /// Whether this very text is stored.
    func isSaved(in texts: [MessageTemplate]) -> Bool {
        texts.contains {
            $0.language == language && $0.name == name && $0.subject == subject && $0.body == draft.body
        }
    }

    /// The text, not looked at yet.
    var draft: MessageDraft {
        MessageDraft(name: name, channel: channel, language: language, subject: subject, body: body)
    }

    /// The text that the fields say, with what is wrong added to the form beside its field, and where in the text.
    func draft(_ form: inout Form) -> MessageDraft {
        let draft = MessageDraft(
            name: form.line("name", limit: MessageTemplate.maximumNameLength, missing: "Give it a name."),
            channel: channel, language: language,
            subject: channel.hasSubject
                ? form.line(
                    "subject", limit: MessageTemplate.maximumSubjectLength,
                    missing: channel == .email ? "Give it a subject." : nil) : "",
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
    var sentence: String { position.map { "At character \($0): \(message)" } ?? message }
}
