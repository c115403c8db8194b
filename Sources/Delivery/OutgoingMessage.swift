/// A message as it leaves, with nothing left to decide.
public struct OutgoingMessage: Hashable, Sendable {
    public enum Content: Hashable, Sendable {
        case email(OutgoingEmail)
        case sms(OutgoingSMS)
        case push(OutgoingPush)
    }

    /// The send's once-only key: the same on every wire of the same row.
    public let dedupeKey: String
    public let content: Content

    public init(dedupeKey: String, content: Content) {
        (self.dedupeKey, self.content) = (dedupeKey, content)
    }
}
