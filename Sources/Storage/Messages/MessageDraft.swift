import Campaigns

/// What staff typed of a message template, before it is a version.
public struct MessageDraft: Sendable, Hashable {
    public let name: String
    public let channel: Channel
    /// Tag of the text's language.
    public let language: String
    /// Empty where the channel has no subject.
    public let subject: String
    public let body: String

    /// An SMS is tidied, so that a pasted apostrophe does not halve its parts (delivery.md 4).
    public init(name: String, channel: Channel, language: String, subject: String, body: String) {
        self.name = name
        self.channel = channel
        self.language = language
        self.subject = subject
        self.body = channel == .sms ? SMSText.tidied(body) : body
    }

    /// As a text of the channel that the template has.
    func tidied(for channel: Channel) -> MessageDraft {
        MessageDraft(name: name, channel: channel, language: language, subject: subject, body: body)
    }
}
