import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// A follow-up: an SMS at the booking, one after three days, one a day before the visit.
struct Course {
    let practice: Practice
    let id: ID<Campaign>
    let texts: [ID<MessageTemplate>]

    static func open(_ body: (Course) throws -> Void) throws { try open(withReminder: true, body) }

    /// - Parameter withReminder: false for one that ends with the message after three days.
    static func open(withReminder: Bool, _ body: (Course) throws -> Void) throws {
        try Practice.open { practice in
            let made = practice.at("2027-03-01T08:00")
            let id = try CampaignStore(practice.db).create(
                CampaignHead(name: "Course", type: .followUp), trigger: .event(.appointmentBooked, rule: nil),
                in: practice.clinic.id, by: .program, at: made)
            let texts = try ["Hello.", "How is it?", "See you."].map { body in
                try MessageTemplateStore(practice.db).create(
                    MessageDraft(name: body, channel: .sms, language: "en", subject: "", body: body),
                    in: practice.clinic.id, by: .program, at: made)
            }
            let course = Course(practice: practice, id: id, texts: texts)
            try course.add("Hello", course.send(0))
            try course.add("", course.wait("for 3 days"))
            try course.add("Question", course.send(1))
            if withReminder {
                try course.add("", course.wait("1 day before appointment"))
                try course.add("Reminder", course.send(2))
            }
            try practice.activate(id, at: "2027-03-01T08:00")
            try practice.patient("P-1")
            try practice.visit("A-1", of: "P-1", "2027-03-20T15:00", at: "2027-03-01T10:00")
            try practice.tick("2027-03-01T10:00")
            try body(course)
        }
    }

    func send(_ text: Int) -> DraftAction { .send(SendStep(channel: .sms, template: texts[text])) }

    func wait(_ text: String) throws -> DraftAction { .wait(Wait(expression: try WaitExpression.parse(text))) }

    var cards: [DraftStep] {
        get throws { try StepStore(practice.db).draft(of: id, in: practice.clinic.id) }
    }

    func add(_ name: String, _ action: DraftAction, after index: Int? = nil, at local: String = "2027-03-01T08:00")
        throws
    {
        let place: StepStore.Place = try index.map { .after(try cards[$0].id) } ?? .end(of: .main)
        _ = try StepStore(practice.db).add(
            name: name, action, at: place, to: id, in: practice.clinic.id, by: .program, at: practice.at(local))
    }

    func change(_ index: Int, to action: DraftAction, at local: String) throws {
        let card = try cards[index]
        let outcome = try StepStore(practice.db).update(
            card.id, name: card.name, action, ifVersion: card.version, of: id, in: practice.clinic.id,
            by: .program, at: practice.at(local))
        #expect(outcome.isDone)
    }

    func remove(_ index: Int, at local: String) throws {
        _ = try StepStore(practice.db).remove(
            try cards[index].id, ifVersion: nil, of: id, in: practice.clinic.id, by: .program,
            at: practice.at(local))
    }

    func publish(moving: Bool = true, at local: String) throws {
        let version = try #require(try CampaignStore(practice.db).campaign(id, in: practice.clinic.id)).version
        let outcome = try CampaignLife(practice.db, revisions: RevisionStore(practice.db)).publish(
            id, .init(version: version, movesPeople: moving, couriers: [.sms]), in: practice.clinic.id,
            by: .program, at: practice.at(local))
        #expect(outcome == .done)
    }

    func count(_ condition: String, of table: String = "send") throws -> Int {
        try practice.count("SELECT COUNT(*) AS n FROM \(table) WHERE \(condition)")
    }
}
