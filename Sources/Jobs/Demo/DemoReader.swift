import CivilTime
import Delivery

/// What the demo clinic's people do with their messages: the deed, when, and the token of the link they follow.
struct DemoReaction {
    enum Deed { case confirm, askForAnotherTime, open, click, unsubscribe }

    let deed: Deed
    let token: String
    let at: Instant
}

/// Reads messages as people do: some at once, some late, some never.
struct DemoReader {
    private var random: DemoRandom

    init(seed: UInt64) { random = DemoRandom(seed: seed) }

    mutating func reactions(to message: OutgoingMessage, at now: Instant) -> [DemoReaction] {
        switch message.content {
        case .sms(let sms): answers(sms.text, at: now)
        case .email(let email):
            answers(email.text, at: now) + looks(String(decoding: email.html ?? [], as: UTF8.self), email, at: now)
        }
    }

    private mutating func answers(_ text: String, at now: Instant) -> [DemoReaction] {
        let number = random.number(in: 1...100)
        let time = now.adding(minutes: random.number(in: 2...420))
        if number <= 38, let token = Self.token(behind: "/p/v/", in: text) {
            return [DemoReaction(deed: .confirm, token: token, at: time)]
        }
        if number <= 40, let token = Self.token(behind: "/p/r/", in: text) {
            return [DemoReaction(deed: .askForAnotherTime, token: token, at: time)]
        }
        return []
    }

    /// Only what is marketing has links that tell.
    private mutating func looks(_ html: String, _ email: OutgoingEmail, at now: Instant) -> [DemoReaction] {
        guard let pixel = Self.token(behind: "/p/o/", in: html), random.happens(percent: 52) else { return [] }
        let time = now.adding(minutes: random.number(in: 3...900))
        var reactions = [DemoReaction(deed: .open, token: pixel, at: time)]
        let isTempted = random.happens(percent: email.subject.text.contains("$") ? 46 : 24)
        if isTempted, let link = Self.token(behind: "/p/c/", in: html) {
            reactions.append(DemoReaction(deed: .click, token: link, at: time.adding(minutes: 1)))
        }
        if random.happens(percent: 1), let leave = Self.token(behind: "/p/u/", in: html) {
            reactions.append(DemoReaction(deed: .unsubscribe, token: leave, at: time.adding(minutes: 2)))
        }
        return reactions
    }

    /// nil where the text has no such link.
    private static func token(behind path: String, in text: String) -> String? {
        text.range(of: path).map { range in
            String(text[range.upperBound...].prefix { $0.isLetter || $0.isNumber || "-_.~".contains($0) })
        }
    }
}
