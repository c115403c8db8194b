import CivilTime
import Delivery

/// What the demo clinic's people do with their messages: the deed, when, and the token of the link they follow.
struct DemoReaction {
    enum Deed: Equatable {
        case confirm, askForAnotherTime, open, click, unsubscribe
        /// To a survey: the score, a rating, and perhaps words.
        case answer(score: Int, rating: Int, words: String?)
        /// A text back.
        case write(String)
    }

    let deed: Deed
    /// Of a text the number it comes from.
    let token: String
    let at: Instant
}

/// Reads messages as people do: some at once, some late, some never.
struct DemoReader {
    private static let words = [
        "Can we come at five instead?", "Running ten minutes late, sorry!", "Is it OK if her grandmother brings her?",
        "Thank you! Do we need to bring the aligners?",
    ]

    private static let praise = [
        "Everybody was kind, and she came out smiling.", "On time, and well explained.", "Dr. Okafor took time for us.",
        "La recepción es muy amable.", "No complaints at all!",
    ]
    private static let blame = [
        "We waited forty minutes.", "Nobody told us what the new wire is for.", "It hurt for days; is that normal?",
        "The parking lot is always full.",
    ]

    private var random: DemoRandom
    /// Of its own, so that whether a survey is asked changes nothing else.
    private var surveyed: DemoRandom

    init(seed: UInt64) {
        random = DemoRandom(seed: seed)
        surveyed = DemoRandom(seed: seed &+ 1)
    }

    mutating func reactions(to message: OutgoingMessage, at now: Instant) -> [DemoReaction] {
        switch message.content {
        case .sms(let sms) where sms.text.contains("/p/s/"): judges(sms.text, at: now)
        case .email(let email) where email.text.contains("/p/s/"): judges(email.text, at: now)
        case .push: []
        case .sms(let sms): answers(sms.text, from: sms.recipient, at: now)
        case .email(let email):
            answers(email.text, at: now) + looks(String(decoding: email.html ?? [], as: UTF8.self), email, at: now)
        }
    }

    /// - Parameter phone: from which the message can be answered by another; nil for an e-mail.
    private mutating func answers(_ text: String, from phone: String? = nil, at now: Instant) -> [DemoReaction] {
        let number = random.number(in: 1...100)
        let time = now.adding(minutes: random.number(in: 2...420))
        if number <= 38, let token = Self.token(behind: "/p/v/", in: text) {
            return [DemoReaction(deed: .confirm, token: token, at: time)]
        }
        if number <= 40, let token = Self.token(behind: "/p/r/", in: text) {
            return [DemoReaction(deed: .askForAnotherTime, token: token, at: time)]
        }
        if let phone, (41...48).contains(number) {
            let words = number <= 44 ? "C" : Self.words[number - 45]
            return [DemoReaction(deed: .write(words), token: phone, at: time)]
        }
        return []
    }

    /// Most are content, some never answer.
    private mutating func judges(_ text: String, at now: Instant) -> [DemoReaction] {
        let mood = surveyed.number(in: 1...100)
        let time = now.adding(minutes: surveyed.number(in: 4...2_000))
        let score = mood <= 62 ? 9 + mood % 2 : mood <= 86 ? 7 + mood % 2 : 6 - mood % 5
        let wordy = surveyed.happens(percent: score <= 6 ? 80 : 35)
        let words = score <= 6 ? Self.blame : Self.praise
        let said = words[surveyed.number(in: 0...words.count - 1)]
        guard surveyed.happens(percent: 44), let token = Self.token(behind: "/p/s/", in: text) else { return [] }
        let rating = max(1, min(5, score / 2 + surveyed.number(in: -1...1)))
        return [
            DemoReaction(
                deed: .answer(score: score, rating: rating, words: wordy ? said : nil), token: token, at: time)
        ]
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
