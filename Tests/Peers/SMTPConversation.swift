import Foundation

/// One connection to an `SMTPPeer`.
struct SMTPConversation {
    let socket: Socket
    let connection: Int
    let extensions: [String]
    let act: @Sendable (SMTPPeer.Moment, Int) -> SMTPPeer.Action
    let arrived: () -> Void
    let accepted: (SMTPPeer.Message) -> Void

    private var buffer: [UInt8] = []
    private var sender = ""
    private var recipient = ""
    private var parameters = ""

    init(
        socket: Socket, connection: Int, extensions: [String],
        act: @escaping @Sendable (SMTPPeer.Moment, Int) -> SMTPPeer.Action,
        arrived: @escaping () -> Void, accepted: @escaping (SMTPPeer.Message) -> Void
    ) {
        (self.socket, self.connection, self.extensions) = (socket, connection, extensions)
        (self.act, self.arrived, self.accepted) = (act, arrived, accepted)
    }

    mutating func run() {
        guard answer(.greeting, usual: "220 peer ESMTP") else { return }
        while let line = socket.line(&buffer) {
            guard obey(line) else { return }
        }
    }

    private mutating func obey(_ line: String) -> Bool {
        switch line.prefix(4).uppercased() {
        case "EHLO", "HELO":
            let lines = ["peer"] + extensions
            let reply = lines.enumerated().map { "250\($0.offset == lines.count - 1 ? " " : "-")\($0.element)" }
            return answer(.hello, usual: reply.joined(separator: "\r\n"))
        case "AUTH":
            return answer(.login(String(line.dropFirst(5))), usual: "235 2.7.0 welcome")
        case "MAIL":
            let named = address(in: line)
            parameters = line.drop { $0 != ">" }.dropFirst().trimmingCharacters(in: .whitespaces)
            var isTaken = false
            defer { (sender, recipient) = (isTaken ? named : "", "") }
            return answer(.sender(named), usual: "250 2.1.0 ok") { isTaken = true }
        case "RCPT":
            let wanted = address(in: line)
            var isTaken = false
            defer { if isTaken { recipient = wanted } }
            let usual = sender.isEmpty ? "503 5.5.1 from whom?" : "250 2.1.5 ok"
            return answer(.recipient(wanted), usual: usual) { isTaken = true }
        case "RSET":
            (sender, recipient) = ("", "")
            return answer(.reset, usual: "250 2.0.0 ok")
        case "DATA":
            var isWanted = false
            let usual = recipient.isEmpty ? "503 5.5.1 nobody to get it" : "354 go on"
            return answer(.data, usual: usual) { isWanted = true } && (!isWanted || takeMessage())
        case "QUIT":
            _ = answer(.farewell, usual: "221 bye")
            return false
        default:
            socket.send("502 what?\r\n")
            return true
        }
    }

    private mutating func takeMessage() -> Bool {
        var lines: [String] = []
        while true {
            guard let line = socket.line(&buffer) else { return false }
            guard line != "." else { break }
            lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
        }
        arrived()
        let message = SMTPPeer.Message(
            sender: sender, recipient: recipient, text: lines.map { $0 + "\r\n" }.joined(),
            connection: connection, parameters: parameters)
        let keep = accepted
        return answer(.message, usual: "250 2.0.0 queued as PEER1") { keep(message) }
    }

    /// - Returns: whether the conversation goes on.
    private mutating func answer(
        _ moment: SMTPPeer.Moment, usual: String, whenGood: () -> Void = {}
    ) -> Bool {
        switch act(moment, connection) {
        case .usual: say(usual, whenGood)
        case .reply(let text): say(text, whenGood)
        case .replyAfter(let milliseconds, let text):
            usleep(UInt32(milliseconds) * 1000)
            say(text, whenGood)
        case .hangUp: return false
        case .reset:
            socket.reset()
            return false
        case .silence:
            socket.fallSilent()
            return false
        case .halfClose:
            socket.halfClose()
            return false
        case .drip(let text):
            socket.drip(text)
            socket.fallSilent()
            return false
        case .endless(let text):
            socket.talkOn(text)
            return false
        }
        return true
    }

    private func say(_ text: String, _ whenGood: () -> Void) {
        // Kept before it is said: a test looks as soon as it is told.
        if text.hasPrefix("2") || text.hasPrefix("3") { whenGood() }
        socket.send(text + "\r\n")
    }

    private func address(in line: String) -> String {
        guard let start = line.firstIndex(of: "<"), let end = line.firstIndex(of: ">") else { return "" }
        return String(line[line.index(after: start)..<end])
    }
}
