import CCurl

/// One connection to a mail server and the message it carries now, one after another.
final class MailSession {
    let server: MailServer
    private(set) var ticket = 0
    /// The message under way; nil between two.
    private(set) var mail: MailTransfer?
    private(set) var isSecondTry = false
    /// Whether it can carry another message once this one is through.
    private(set) var isUsable = true
    private(set) var deadline: ContinuousClock.Instant

    private let connection: MailConnection
    private var dialogue: MailDialogue?
    private var isConnected = false
    private var owesReset = false
    private var carried = 0
    private var output: [UInt8] = []
    private var sent = 0
    private var input: [UInt8] = []

    init(server: MailServer, limits: TransferLimits, now: ContinuousClock.Instant) {
        (self.server, deadline) = (server, now)
        connection = MailConnection(server: server, limits: limits)
    }

    func begin(_ mail: MailTransfer, ticket: Int, isSecondTry: Bool, deadline: ContinuousClock.Instant) {
        (self.mail, self.ticket, self.isSecondTry, self.deadline) = (mail, ticket, isSecondTry, deadline)
    }

    /// What wakes this session up; nil while libcurl connects it, which has to be asked again and again.
    var interest: curl_waitfd? {
        guard isConnected else { return nil }
        let events = sent < output.count ? CURL_WAIT_POLLIN | CURL_WAIT_POLLOUT : CURL_WAIT_POLLIN
        return curl_waitfd(fd: connection.descriptor, events: Int16(events), revents: 0)
    }

    /// Goes on as far as it can without waiting.
    ///
    /// - Returns: what became of the message, once that is known.
    func advance(now: ContinuousClock.Instant) -> TransferResult? {
        guard let mail else { return nil }
        if !isConnected {
            guard let code = connection.connect() else { return nil }
            guard code == .done else { return end(code) }
            isConnected = true
        }
        if mail.needsUTF8, !connection.takesUTF8 { return refuse() }
        var talk =
            dialogue ?? MailDialogue(mail, isPipelined: connection.isPipelined, owesReset: owesReset)
        let isLost = !converse(&talk)
        dialogue = talk
        if talk.isAccepted { return end(.done) }
        if talk.isOver { return end(.oddReply) }
        if isLost { return end(.receiveFailed) }
        return now >= deadline ? end(.timedOut) : nil
    }

    /// Sends and receives until nothing moves, or the others should have their turn.
    ///
    /// - Returns: false when the connection is lost.
    private func converse(_ talk: inout MailDialogue) -> Bool {
        // A peer that talks without end would keep the others, and its own deadline, from being looked at.
        for _ in 0..<Self.movesAtATime where !talk.isOver {
            if sent == output.count { (output, sent) = (talk.output(), 0) }
            var moved = 0
            if sent < output.count {
                // What the server said before it went away still counts, so a failure to send is left to `receive`.
                moved = connection.send(output[sent...]) ?? 0
                sent += moved
            }
            guard let received = connection.receive(into: &input) else { return false }
            takeReplies(&talk)
            if input.count > Self.longestLine { return false }
            guard moved + received > 0 || sent == output.count && talk.canSpeak else { return true }
        }
        return true
    }

    private static let movesAtATime = 64
    /// RFC 5321 allows a reply line 512 bytes; what goes on for so long is no reply.
    private static let longestLine = 65_536

    private func takeReplies(_ talk: inout MailDialogue) {
        while !talk.isOver, let end = input.firstIndex(of: 10) {
            if let code = connection.replies.note(input[...end]) { talk.note(code) }
            input.removeSubrange(...end)
        }
    }

    /// Ends a message that this server cannot carry before a word of it is said; the session stays as it is.
    private func refuse() -> TransferResult {
        let result = TransferResult(
            code: .noUTF8, responseCode: 0, answer: [], isDrained: false, retryAfterSeconds: nil, stage: .recipient,
            isReused: carried > 0)
        mail = nil
        return result
    }

    private func end(_ code: CurlCode) -> TransferResult {
        let talk = dialogue
        let isDrained = talk?.isBodyDue == true && talk?.hasSaidAll == true && sent == output.count
        let result = TransferResult(
            code: code, responseCode: isConnected ? talk?.code ?? 0 : connection.sessionCode,
            answer: connection.replies.lastText, isDrained: isDrained, retryAfterSeconds: nil,
            stage: isConnected ? talk?.stage ?? .session : .session, isReused: carried > 0)
        // Half a message or an unread reply would be taken for the next one's.
        isUsable = talk.map { $0.isOver && !$0.isBroken && sent == output.count } ?? false
        owesReset = talk?.owesReset ?? false
        carried += 1
        (mail, dialogue, output, sent) = (nil, nil, [], 0)
        return result
    }
}
