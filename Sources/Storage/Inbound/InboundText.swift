import Campaigns

/// A text message as a provider hands it over.
public struct InboundText: Sendable, Hashable {
    /// Whose word it is, such as `twilio`.
    public let provider: String
    /// The provider's own id of it, the same however often it is told.
    public let key: String
    /// The number that wrote, in E.164.
    public let sender: String
    /// At most `limit` scalars; line ends are `\n`.
    public let text: String

    /// The most that a provider lets people write at once.
    public static let limit = 1_600

    public init(provider: String, key: String, sender: String, text: String) {
        self.provider = provider
        self.key = key
        self.sender = sender
        self.text = text
    }
}

/// What became of a text message that came in.
public enum InboundOutcome: Sendable, Hashable {
    case kept
    /// It was told before: nothing was done again.
    case known
    /// No clinic has anything to do with its sender.
    case unplaced
}
