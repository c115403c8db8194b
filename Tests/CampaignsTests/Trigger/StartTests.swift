import CivilTime
import Testing

@testable import Campaigns

/// What an event starts, and what is left out of it (rules.md 1.5).
@Suite struct StartTests {
    private static func start(
        _ event: EventType = .appointmentBooked, type: CampaignType = .followUp, happened: String,
        received: String = "2027-03-10T12:00", visit: String = "2027-03-16T15:00", isBulk: Bool = false,
        hasOwnTime: Bool = true, status: CampaignStatus = .active, about appointment: Bool = true
    ) -> Start {
        var story = ReminderStory(visit: visit, type: type)
        story.event = event
        let anchor = appointment ? Anchor(appointment: ID(7)) : Anchor()
        let told = Event(
            id: ID(1), clinicID: ID(1), type: event, patientID: ID(1), anchor: anchor,
            occurredAt: story.instant(happened), receivedAt: story.instant(received), isBulk: isBulk,
            hasOwnTime: hasOwnTime)
        return Start(of: told, by: story.terms, status: status, facts: story.facts.about(anchor, eventAt: nil))
    }

    @Test(
        "an event older than a day at its receipt starts nothing",
        arguments: [("2027-03-09T12:00", true), ("2027-03-09T11:59:59", false)])
    func age(happened: String, starts: Bool) {
        #expect((Self.start(happened: happened) == .enroll(isTakenUp: false)) == starts)
        #expect((Self.start(.patientCreated, happened: happened, about: false) == .enroll(isTakenUp: false)) == starts)
    }

    @Test("a reminder takes a coming visit up from an old booking")
    func takenUp() {
        #expect(Self.start(type: .reminder, happened: "2027-03-09T12:00") == .enroll(isTakenUp: false))
        #expect(Self.start(type: .reminder, happened: "2027-03-09T11:59:59") == .enroll(isTakenUp: true))
        #expect(Self.start(type: .reminder, happened: "2027-03-10T12:00", isBulk: true) == .enroll(isTakenUp: false))
        let untimed = Self.start(type: .reminder, happened: "2027-03-10T12:00", isBulk: true, hasOwnTime: false)
        #expect(untimed == .enroll(isTakenUp: true))
        let aboutNone = Self.start(.patientCreated, type: .reminder, happened: "2027-03-09T11:59:59", about: false)
        #expect(aboutNone == .no(.eventOld))
    }

    @Test("bulk intake without its own time starts nothing but reminders")
    func bulk() {
        #expect(Self.start(happened: "2027-03-10T12:00", isBulk: true) == .enroll(isTakenUp: false))
        #expect(Self.start(happened: "2027-03-10T12:00", isBulk: true, hasOwnTime: false) == .no(.eventOld))
        #expect(Self.start(happened: "2027-03-10T12:00", hasOwnTime: false) == .enroll(isTakenUp: false))
    }

    @Test(
        "an event about a visit that has begun starts nothing",
        arguments: [EventType.appointmentBooked, .appointmentMoved, .appointmentConfirmed, .appointmentCancelled])
    func pastVisit(event: EventType) {
        for type in [CampaignType.reminder, .followUp] {
            let begun = Self.start(event, type: type, happened: "2027-03-10T12:00", visit: "2027-03-10T12:00")
            #expect(begun == .no(.visitPast))
            let coming = Self.start(event, type: type, happened: "2027-03-10T12:00", visit: "2027-03-10T12:01")
            #expect(coming == .enroll(isTakenUp: false))
        }
    }

    @Test("what happened at a visit is told after it", arguments: [EventType.appointmentCompleted, .appointmentNoShow])
    func afterVisit(event: EventType) {
        #expect(
            Self.start(event, happened: "2027-03-10T12:00", visit: "2027-03-10T11:00") == .enroll(isTakenUp: false))
    }

    @Test("a paused campaign goes on enrolling for care, not for marketing")
    func paused() {
        let now = "2027-03-10T12:00"
        #expect(Self.start(happened: now, status: .paused) == .enroll(isTakenUp: false))
        #expect(Self.start(type: .marketing, happened: now, status: .paused) == .no(.status(.paused)))
        #expect(Self.start(type: .marketing, happened: now) == .enroll(isTakenUp: false))
        for status in [CampaignStatus.draft, .completed, .archived] {
            #expect(Self.start(happened: now, status: status) == .no(.status(status)))
        }
    }

    @Test(
        "activation takes up a booked visit to come for whom trigger, audience and exclusions hold",
        arguments: [
            ("2027-03-10T12:01", "Adjustment", nil as String?, true), ("2027-03-10T12:00", "Adjustment", nil, false),
            ("2027-03-16T15:00", "Debond", nil, false), ("2027-03-16T15:00", "Adjustment", "VIP", false),
        ])
    func takingUp(visit: String, type: String, excluded: String?, takes: Bool) {
        var story = ReminderStory(visit: visit)
        story.visitType = type
        var terms = story.terms
        let adjustment = Rule.test(FieldTest(field: .appointmentType, op: .equal, value: .text("Adjustment")))
        terms.trigger = .event(.appointmentBooked, rule: adjustment)
        terms.exclusions = excluded.map { .test(FieldTest(field: .tag, op: .equal, value: .text($0))) }
        let now = story.instant("2027-03-10T12:00")
        let told = Event(
            id: ID(1), clinicID: ID(1), type: .appointmentBooked, patientID: ID(1), anchor: Anchor(appointment: ID(7)),
            occurredAt: now, receivedAt: now, isBulk: false, hasOwnTime: true)
        #expect(terms.takesUp(told, facts: story.facts) == takes)
        terms.trigger = .event(.appointmentMoved, rule: nil)
        #expect(!terms.takesUp(told, facts: story.facts))
    }

    @Test("the trigger's rule, the audience and the exclusions each keep an event from starting")
    func refusals() {
        let vip = Rule.test(FieldTest(field: .tag, op: .equal, value: .text("VIP")))
        func start(_ change: (inout Terms) -> Void) -> Start {
            let story = ReminderStory()
            var terms = story.terms
            change(&terms)
            let told = Event(
                id: ID(1), clinicID: ID(1), type: .appointmentBooked, patientID: ID(1),
                anchor: Anchor(appointment: ID(7)), occurredAt: story.instant(story.booked),
                receivedAt: story.instant(story.booked), isBulk: false, hasOwnTime: true)
            return Start(of: told, by: terms, status: .active, facts: story.facts)
        }
        #expect(start { $0.trigger = .event(.appointmentBooked, rule: vip) } == .enroll(isTakenUp: false))
        #expect(start { $0.trigger = .event(.appointmentBooked, rule: .not(vip)) } == .no(.triggerRule))
        #expect(start { $0.trigger = .event(.appointmentMoved, rule: nil) } == .no(.otherEvent))
        #expect(start { $0.audience = .not(vip) } == .no(.notInAudience))
        #expect(start { $0.exclusions = vip } == .no(.excluded))
        #expect(start { $0.audience = vip } == .enroll(isTakenUp: false))
        // The patient has told no score: a rule about it lets nobody in and keeps nobody out.
        let content = Rule.test(FieldTest(field: .surveyScore, op: .greaterOrEqual, value: .number(9)))
        #expect(start { $0.audience = content } == .no(.notInAudience))
        #expect(start { $0.audience = .not(content) } == .no(.notInAudience))
        #expect(start { $0.exclusions = content } == .enroll(isTakenUp: false))
        #expect(start { $0.exclusions = .not(content) } == .enroll(isTakenUp: false))
    }
}
