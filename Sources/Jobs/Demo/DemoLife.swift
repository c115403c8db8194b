import Campaigns
import CivilTime
import Delivery
import Storage
import Tokens

/// The demo clinic's last weeks as they would have been: what its other systems told as it happened, each quarter hour's
/// tick, and what people did with their messages. All of it by the code that serves a real clinic; only time runs faster.
struct DemoLife {
    static let stepMinutes = 15
    /// Between them nothing happens that waits for the night's end.
    private static let wakingHours = ClockTime(minutes: 6 * 60 + 30)...ClockTime(minutes: 22 * 60)
    /// What patients wish for and write that the desk has not seen to yet; what came before, it has.
    private static let openWishHours = 72
    private static let wishes = ["Any afternoon next week", "After school, please", "Mondays are better for us", ""]

    let clinic: Clinic
    /// Who has seen to what is older.
    let manager: ID<Staff>
    let context: (Clinic, Instant) -> IntakeContext
    /// A workplace whose clock stands.
    let workplace: (Instant, [Channel: any Courier]) -> Workplace

    /// - Parameters:
    ///   - tellings: in the order of their times.
    ///   - deeds: what staff did with campaigns, in the order of their times.
    func live(_ tellings: [DemoRecord.Telling], deeds: [DemoDeed], seed: UInt64, from began: Instant, to now: Instant)
        throws
    {
        var (tellings, deeds) = (tellings[...], deeds[...])
        var reader = DemoReader(seed: seed)
        var reactions: [DemoReaction] = []
        var time = began.adding(minutes: Self.stepMinutes)
        while time <= now {
            defer { time = time.adding(minutes: Self.stepMinutes) }
            guard Self.wakingHours.contains(clinic.zone.civil(at: time).time) else { continue }
            var post: [OutgoingMessage] = []
            let courier = DemoPost { post.append($0) }
            let place = workplace(time, [.email: courier, .sms: courier])
            while let telling = tellings.first, telling.at <= time {
                try takeIn(tellings.removeFirst(), place)
            }
            while let deed = deeds.first, deed.at <= time { try deeds.removeFirst().act(place.db, deed.at) }
            for reaction in reactions where reaction.at <= time { try act(reaction, place) }
            try callBack(place.db, before: now.adding(hours: -Self.openWishHours), at: time)
            reactions.removeAll { $0.at <= time }
            _ = try Tick(place).run()
            let isOpen = time > now.adding(hours: -Self.openWishHours)
            reactions += post.flatMap { reader.reactions(to: $0, at: time) }
                .filter { isOpen || !$0.deed.needsAPerson }
        }
    }

    private func takeIn(_ telling: DemoRecord.Telling, _ place: Workplace) throws {
        let line = try IntakeLine(json: telling.line, context: context(clinic, telling.at))
        let saved = try BulkIntake(place.db, revisions: place.revisions)
            .save(line, in: clinic, isBulk: false, at: telling.at)
        guard case .refused(let problems) = saved else { return }
        preconditionFailure("the demo clinic does not take in \(telling.line): \(problems)")
    }

    private func act(_ reaction: DemoReaction, _ place: Workplace) throws {
        let (links, seconds) = (place.sender.links, reaction.at.seconds)
        switch reaction.deed {
        case .confirm:
            guard let visit = try visit(links.readVisit(reaction.token, for: .confirm, now: seconds), place.db) else {
                return
            }
            try VisitAnswers(place.db).confirm(visit, at: reaction.at)
        case .askForAnotherTime:
            let reading = links.readVisit(reaction.token, for: .reschedule, now: seconds)
            guard let visit = try visit(reading, place.db) else { return }
            let wish = Self.wishes[Int(visit.appointment) % Self.wishes.count]
            try VisitAnswers(place.db).askForAnotherTime(visit, wish: wish, at: reaction.at)
        case .answer(let score, let rating, let words):
            try answer(score, rating, words, links.readSurvey(reaction.token, now: seconds), at: reaction.at, place.db)
        case .write(let words):
            let key = "\(reaction.token)-\(seconds)"
            let text = InboundText(provider: "demo", key: key, sender: reaction.token, text: words)
            _ = try InboundStore(place.db).receive(text, at: reaction.at)
        case .open:
            guard case .valid(let subject) = links.readOpen(reaction.token, now: seconds) else { return }
            let hit = Hit(kind: .open, send: ID(subject.send), isMachine: false)
            try TrackingStore(place.db).record(hit, in: clinic.id, at: reaction.at)
        case .click:
            guard case .valid(let subject) = links.readClick(reaction.token, now: seconds) else { return }
            let hit = Hit(kind: .click, send: ID(subject.send), link: subject.link.map { ID($0) }, isMachine: false)
            try TrackingStore(place.db).record(hit, in: clinic.id, at: reaction.at)
        case .unsubscribe:
            let store = UnsubscribeStore(place.db)
            guard case .valid(let subject) = links.readUnsubscribe(reaction.token, now: seconds),
                let addressee = try store.addressee(of: ID(subject.send), in: clinic.id)
            else { return }
            try store.unsubscribe(addressee, in: clinic.id, at: reaction.at)
        }
    }

    /// Low scores of a day ago or more have been seen to, but for the latest.
    private func callBack(_ db: Database, before end: Instant, at time: Instant) throws {
        guard time <= end else { return }
        let scores = LowScores(db)
        for low in try scores.waiting(in: clinic.id, limit: 10) where low.answeredAt < time.adding(hours: -24) {
            _ = try scores.finish(low.id, in: clinic.id, by: manager, at: time)
        }
    }

    /// To the standard survey.
    private func answer(
        _ score: Int, _ rating: Int, _ words: String?, _ reading: SurveyLinkReading, at time: Instant, _ db: Database
    ) throws {
        let send: ID<Send>?
        switch reading {
        case .signed(let subject): send = ID(subject.send)
        case .short(let code): send = try SurveyInvitations(db).link(code)?.send
        case .expired, .refused: send = nil
        }
        guard let send, let asked = try SurveyAnswers(db).asked(by: send, in: clinic.id) else { return }
        var answers: [Int: SurveyReply.Answer] = [2: .number(rating)]
        if let words { answers[3] = .words(words) }
        let language = SurveyDraft.language(for: asked.language)
        try SurveyAnswers(db).answer(
            asked, SurveyReply(score: score, answers: answers, language: language), at: time)
    }

    private func visit(_ reading: VisitLink.Reading, _ db: Database) throws -> VisitLink? {
        switch reading {
        case .signed(let link): link
        case .short(let code): try VisitLinkStore(db).link(code)
        case .refused: nil
        }
    }
}

extension DemoReaction.Deed {
    fileprivate var needsAPerson: Bool {
        switch self {
        case .askForAnotherTime: true
        case .write(let words): KeywordReading(words, language: "en").keyword == nil
        case .confirm, .answer, .open, .click, .unsubscribe: false
        }
    }
}
