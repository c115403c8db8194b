/// What is said for one message on an open SMTP session: replies in, bytes to send out, nothing else.
///
/// - Source: RFC 5321, section 3.3; RFC 2920 for several commands at once.
struct MailDialogue {
    private enum Command {
        case reset, sender, recipient, data, message
    }

    /// The command that the last reply was about.
    private(set) var stage = MailStage.sender
    /// The last reply about the message; 0 before the first.
    private(set) var code = 0
    /// Whether the message's bytes have been asked for, and so stand in the output.
    private(set) var isBodyDue = false
    /// Whether the session is of no more use, because the peer ends it or answers out of turn.
    private(set) var isBroken = false

    private var expected: [Command] = []
    private var unsaid: [Command]
    private var isRefused = false

    private let mail: MailTransfer
    private let isPipelined: Bool

    /// - Parameter owesReset: whether the message before was refused with its transaction still open.
    init(_ mail: MailTransfer, isPipelined: Bool, owesReset: Bool) {
        (self.mail, self.isPipelined) = (mail, isPipelined)
        unsaid = (owesReset ? [.reset] : []) + [.sender, .recipient, .data]
    }

    /// Whether every reply has come, so that the next message may begin.
    var isOver: Bool { isBroken || expected.isEmpty && unsaid.isEmpty }

    var isAccepted: Bool { isOver && !isBroken && !isRefused && stage == .message }

    /// Whether the next message has to begin with RSET.
    var owesReset: Bool { isRefused && stage != .message }

    /// Whether `output` has something to say now.
    var canSpeak: Bool { !unsaid.isEmpty && (isPipelined || expected.isEmpty) }

    /// Whether all that has to be said for the message stands in what `output` answered so far.
    var hasSaidAll: Bool { unsaid.isEmpty }

    /// The next bytes to send; empty while a reply has to come first.
    mutating func output() -> [UInt8] {
        guard canSpeak else { return [] }
        let commands = isPipelined ? unsaid[...] : unsaid.prefix(1)
        unsaid.removeFirst(commands.count)
        expected += commands
        return commands.flatMap(bytes)
    }

    /// Takes a whole reply.
    mutating func note(_ code: Int) {
        guard !expected.isEmpty else {
            isBroken = true
            return
        }
        let command = expected.removeFirst()
        if command == .reset, code < 400 { return }
        if isRefused { return noteAfterRefusal(code, to: command) }
        self.code = code
        stage = Self.stage(of: command)
        if command == .reset { return isBroken = true }
        if code >= 400 {
            (isRefused, isBroken, unsaid) = (true, code == Self.closing, [])
        } else if command == .data, (300..<400).contains(code) {
            (isBodyDue, unsaid) = (true, [.message])
        } else if command == .data || !(200..<300).contains(code) {
            isBroken = true
        }
    }

    /// Commands that were said together are answered together. DATA that is taken although nobody receives it has to be
    /// ended with nothing in it.
    private mutating func noteAfterRefusal(_ code: Int, to command: Command) {
        if command == .data, (300..<400).contains(code) { unsaid = [.message] }
        if code == Self.closing { isBroken = true }
    }

    private func bytes(of command: Command) -> [UInt8] {
        switch command {
        case .reset: Array("RSET\r\n".utf8)
        case .sender: Array("MAIL FROM:<\(mail.sender)>\(mail.needsUTF8 ? " SMTPUTF8" : "")\r\n".utf8)
        case .recipient: Array("RCPT TO:<\(mail.recipient)>\r\n".utf8)
        case .data: Array("DATA\r\n".utf8)
        case .message: isRefused ? Array(".\r\n".utf8) : DotStuffing.bytes(of: mail.message)
        }
    }

    private static func stage(of command: Command) -> MailStage {
        switch command {
        case .reset: .session
        case .sender: .sender
        case .recipient: .recipient
        case .data: .data
        case .message: .message
        }
    }

    /// "Service not available, closing transmission channel."
    private static let closing = 421
}
