import Campaigns
import CivilTime
import Foundation
import Jobs
import Storage
import Testing
import Tokens

/// From a message's link to what the patient's answer changes.
@Suite struct VisitLinkWriterTests {
    private static var short: Regex<(Substring, Substring)> {
        /https:\/\/go\.lakeside\.example\/p\/v\/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/
    }
    private static var signed: Regex<(Substring, Substring)> {
        /https:\/\/go\.lakeside\.example\/p\/v\/(1\.[A-Za-z0-9_.-]+)/
    }

    @Test("an SMS carries a short code whose hash alone is kept as a link, an e-mail a signed one")
    func forms() throws {
        try Practice.open { practice in
            try start(practice)
            let sms = try text(practice, .sms)
            let match = try #require(sms.firstMatch(of: Self.short))
            let code = try #require(SecretToken(String(match.1)))
            let visit: Int = try practice.count("SELECT MIN(id) AS n FROM appointment")
            let link = try #require(try VisitLinkStore(practice.db).link(code))
            #expect(link.appointment == Int64(visit))
            #expect(link.startsAt == practice.at("2027-03-20T15:00").microseconds)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM visit_link") == 1)

            let mail = try #require(try text(practice, .email).firstMatch(of: Self.signed))
            let reading = try Practice.sender().links.readVisit(String(mail.1), for: .confirm, now: 0)
            #expect(reading == .signed(link))
        }
    }

    @Test("care is not tracked by them: no picture, no counted link")
    func untracked() throws {
        try Practice.open { practice in
            try start(practice)
            try #expect(practice.count("SELECT COUNT(*) AS n FROM tracked_link") == 0)
            for channel in [Channel.sms, .email] { try #expect(!text(practice, channel).contains("/p/o/")) }
        }
    }

    @Test("who confirms by the link is not asked again")
    func confirmed() throws {
        try Practice.open { practice in
            try start(practice)
            let match = try #require(try text(practice, .sms).firstMatch(of: Self.short))
            let code = try #require(SecretToken(String(match.1)))
            let link = try #require(try VisitLinkStore(practice.db).link(code))
            try VisitAnswers(practice.db).confirm(link, at: practice.at("2027-03-18T16:00"))
            try practice.tell("appointments", "A-1", #"{"status":"booked"}"#, at: "2027-03-19T10:00")
            try practice.tick("2027-03-20T08:00")
            try practice.tick("2027-03-20T08:01")
            try #expect(practice.sends().last == "SMS 2027-03-20T08:00 SKIPPED CONFIRMED")
        }
    }

    @Test("a text without such a field has no code")
    func none() throws {
        try Practice.open { practice in
            try start(practice, asking: "Please call {{clinic.phone}}.")
            try #expect(practice.count("SELECT COUNT(*) AS n FROM visit_link") == 0)
        }
    }

    @Test("an answer by the link counts for a test of messages that is measured by confirmations")
    func conversion() throws {
        try Practice.open { practice in
            let campaign = try start(practice, triesTwo: true)
            let match = try #require(try text(practice, .sms).firstMatch(of: Self.short))
            let code = try #require(SecretToken(String(match.1)))
            let link = try #require(try VisitLinkStore(practice.db).link(code))
            let store = ExperimentStore(practice.db)
            let running = try #require(try store.experiments(of: campaign, in: practice.clinic.id).first)
            func succeeded() throws -> [Int] {
                try store.results(of: [running], at: practice.at("2027-03-18T17:00"))[0].counts.map(\.succeeded)
            }
            try #expect(succeeded().reduce(0, +) == 0)
            try VisitAnswers(practice.db).confirm(link, at: practice.at("2027-03-18T16:00"))
            try #expect(succeeded().reduce(0, +) == 1)
        }
    }

    /// Sends at 48 hours before by SMS and e-mail, and in the morning only until confirmed; up to the first of them.
    @discardableResult
    private func start(
        _ practice: Practice, asking body: String = "Coming? {{link.confirm}}", triesTwo: Bool = false
    ) throws -> ID<Campaign> {
        let made = practice.at("2027-03-01T08:00")
        let id = try CampaignStore(practice.db).create(
            CampaignHead(name: "Confirm", type: .reminder), trigger: .event(.appointmentBooked, rule: nil),
            in: practice.clinic.id, by: .program, at: made)
        let templates = try [Channel.sms, .email].map { channel in
            let text = MessageDraft(
                name: "Confirm", channel: channel, language: "en", subject: channel.hasSubject ? "Visit" : "",
                body: body)
            return try MessageTemplateStore(practice.db).create(text, in: practice.clinic.id, by: .program, at: made)
        }
        let text = MessageDraft(name: "Other", channel: .sms, language: "en", subject: "", body: body + "?")
        let other = try MessageTemplateStore(practice.db).create(text, in: practice.clinic.id, by: .program, at: made)
        let experiment = Experiment(
            key: ExperimentKey("000102030405060708090a0b0c0d0e0f")!, weight: 50,
            challengers: [.init(template: other, weight: 50)], holdoutWeight: 0, goal: .confirmations,
            endsAt: CivilDateTime("2027-03-19T10:00")!, picksWinner: false)
        let actions: [DraftAction] = [
            .wait(Wait(expression: try WaitExpression.parse("48 hours before appointment"))),
            .send(SendStep(channel: .sms, template: templates[0], experiment: triesTwo ? experiment : nil)),
            .send(SendStep(channel: .email, template: templates[1])),
            .wait(Wait(expression: try WaitExpression.parse("morning of appointment"))),
            .send(SendStep(channel: .sms, template: templates[0], isOnlyUntilConfirmed: true)),
        ]
        for action in actions {
            _ = try StepStore(practice.db).add(
                name: "", action, at: .end(of: .main), to: id, in: practice.clinic.id, by: .program, at: made)
        }
        try practice.activate(id, at: "2027-03-01T08:00")
        try practice.patient("P-1")
        try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
        try practice.tick("2027-03-01T10:00")
        try practice.tick("2027-03-18T15:00")
        try #expect(practice.sends().filter { $0.hasSuffix(" SENT") }.count == 2)
        return id
    }

    /// The text that left by a channel, as it is kept.
    private func text(_ practice: Practice, _ channel: Channel) throws -> String {
        let row = try practice.db.row(
            "SELECT m.body FROM message m JOIN send s ON s.id = m.id WHERE s.channel = ? ORDER BY s.id LIMIT 1",
            [.text(channel.rawValue)])
        return row?.text("body") ?? ""
    }
}
