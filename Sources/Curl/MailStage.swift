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

    /// - Parameters:
    ///   - replies: the codes of this transfer's replies in the order in which they came.
    ///   - isReused: whether the connection had carried another message before, so that its session stood already.
    init(replies: [Int], server: MailServer, isReused: Bool, isLoginDenied: Bool) {
        let conversation = isReused ? replies[...] : Self.afterSession(replies, server: server)
        // What follows a refusal is about leaving, not about the message.
        let refusal = conversation.firstIndex { $0 >= 400 } ?? conversation.endIndex - 1
        switch isLoginDenied ? 0 : refusal + 1 - conversation.startIndex {
        case 0: self = .session
        case 1: self = .sender
        case 2: self = .recipient
        case 3: self = .data
        default: self = .message
        }
    }

    /// The replies from MAIL FROM on. A session ends with AUTH's 235, or, as a server without AUTH is not asked for it,
    /// with EHLO's 250, which after STARTTLS comes a second time.
    private static func afterSession(_ replies: [Int], server: MailServer) -> ArraySlice<Int> {
        if let authenticated = replies.lastIndex(of: 235) { return replies[(authenticated + 1)...] }
        var greetings = server.security == .startTLS ? 2 : 1
        return replies.drop { code in
            guard greetings > 0 else { return false }
            if code == 250 { greetings -= 1 }
            return true
        }
    }
}
