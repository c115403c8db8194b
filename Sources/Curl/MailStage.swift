/// How far an SMTP conversation came: the command to which the last reply belongs (RFC 5321, section 3).
public enum MailStage: Hashable, Sendable {
    /// Greeting, EHLO, STARTTLS or AUTH: nothing yet is about a message.
    case session
    /// MAIL FROM.
    case sender
    /// RCPT TO.
    case recipient
    /// DATA, before its first byte.
    case data
    /// The end of the message's bytes.
    case message
}
