/// A clinic's text for one channel and language, in the version that a revision published or staff edit.
public struct MessageTemplate: Sendable, Hashable, Codable {
    public let id: ID<MessageTemplate>
    public var name: String
    public var channel: Channel
    /// The version, from 1.
    public var number: Int
    /// Language tag of the text; dates inside it are written in this language.
    public var language: String
    /// Empty where the channel has no subject.
    public var subject: String
    public var body: String

    public init(
        id: ID<MessageTemplate>, name: String, channel: Channel, number: Int, language: String, subject: String,
        body: String
    ) {
        self.id = id
        self.name = name
        self.channel = channel
        self.number = number
        self.language = language
        self.subject = subject
        self.body = body
    }
}

extension Channel {
    /// Whether its messages have a line above the text.
    public var hasSubject: Bool { self != .sms }
}
