/// A text message.
public struct OutgoingSMS: Hashable, Sendable {
    /// A number in E.164, a short code, an alphanumeric sender, or a messaging service's id.
    public let sender: String
    /// A number in E.164.
    public let recipient: String
    public let text: String
    /// Where the provider reports what becomes of it; holds our own id of the send. Nil for no reports.
    public let statusCallback: String?

    public init(sender: String, recipient: String, text: String, statusCallback: String? = nil) {
        (self.sender, self.recipient, self.text) = (sender, recipient, text)
        self.statusCallback = statusCallback
    }
}
