import CCurl

/// The mail sessions of a pool: those at work, and those that wait for the next message.
final class MailLane {
    private let limits: TransferLimits
    private let concurrency: Int
    private var working: [MailSession] = []
    private var waiting: [MailSession] = []

    init(concurrency: Int, limits: TransferLimits) {
        (self.concurrency, self.limits) = (concurrency, limits)
    }

    var workingCount: Int { working.count }

    func begin(_ mail: MailTransfer, ticket: Int) {
        let now = ContinuousClock.now
        let kept = waiting.lastIndex { $0.server == mail.server }
        let session = kept.map { waiting.remove(at: $0) } ?? newSession(for: mail.server, now: now)
        let deadline = now.advanced(by: .milliseconds(limits.totalMilliseconds))
        session.begin(mail, ticket: ticket, isSecondTry: false, deadline: deadline)
        working.append(session)
    }

    /// Moves all on, and answers those that have ended.
    func advance() -> [(ticket: Int, result: TransferResult)] {
        let now = ContinuousClock.now
        var ended: [(ticket: Int, result: TransferResult)] = []
        for (index, session) in working.enumerated().reversed() {
            guard let mail = session.mail, let result = session.advance(now: now) else { continue }
            if result.metStaleConnection, !session.isSecondTry, now < session.deadline {
                let second = newSession(for: mail.server, now: now)
                second.begin(mail, ticket: session.ticket, isSecondTry: true, deadline: session.deadline)
                working[index] = second
                continue
            }
            ended.append((session.ticket, result))
            working.remove(at: index)
            if session.isUsable { waiting.append(session) }
        }
        return ended
    }

    /// Ends the oldest sessions that wait, so that no more than these are open.
    func keep(atMost count: Int) {
        let surplus = working.count + waiting.count - count
        if surplus > 0 { waiting.removeFirst(min(surplus, waiting.count)) }
    }

    /// What `curl_multi_poll` has to look at for us.
    var interests: [curl_waitfd] { working.compactMap(\.interest) }

    /// How long it may wait: while libcurl makes a session, which has no socket of ours to look at, only a moment.
    func longestWaitMilliseconds(upTo limit: Int) -> Int {
        guard !working.isEmpty else { return limit }
        if working.contains(where: { $0.interest == nil }) { return min(limit, Self.connectingMilliseconds) }
        let now = ContinuousClock.now
        let next = working.lazy.map { now.duration(to: $0.deadline) }.min() ?? .zero
        return min(limit, max(0, Int(next / .milliseconds(1)) + 1))
    }

    private func newSession(for server: MailServer, now: ContinuousClock.Instant) -> MailSession {
        if working.count + waiting.count >= concurrency, !waiting.isEmpty { waiting.removeFirst() }
        return MailSession(server: server, limits: limits, now: now)
    }

    private static let connectingMilliseconds = 2
}
