import CivilTime

/// An e-mail.
public struct OutgoingEmail: Hashable, Sendable {
    public var from: Mailbox
    public var to: Mailbox
    public var replyTo: MailAddress?
    /// The envelope's sender, to which bounces go and which may hold our own id (VERP); nil for `from`.
    public var returnPath: MailAddress?
    public var subject: HeaderText
    public var text: String
    /// A whole HTML document in UTF-8; nil for text alone.
    public var html: [UInt8]?
    /// For marketing: the address that takes one POST to unsubscribe (RFC 8058).
    public var unsubscribe: HeaderText?
    public var attachment: MailAttachment?
    /// When it was written: the message's `Date`.
    public var date: Instant

    public init(
        from: Mailbox, to: Mailbox, subject: HeaderText, text: String, html: [UInt8]? = nil,
        replyTo: MailAddress? = nil, returnPath: MailAddress? = nil, unsubscribe: HeaderText? = nil,
        attachment: MailAttachment? = nil, date: Instant
    ) {
        (self.from, self.to, self.subject, self.text, self.html) = (from, to, subject, text, html)
        (self.replyTo, self.returnPath, self.unsubscribe) = (replyTo, returnPath, unsubscribe)
        (self.attachment, self.date) = (attachment, date)
    }
}
