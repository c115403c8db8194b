import CivilTime
import Testing

@testable import Campaigns

/// Logical time, lanes, and what a wait means for the sends after it (rules.md 1.4, 2.6, 3.1).
@Suite struct WalkTests {
    private static func wait(_ id: Int64, _ text: String) -> Step {
        Step(id: ID(id), name: text, action: .wait(ReminderStory.wait(text)))
    }

    /// A condition that is answered yes at planning.
    private static func lane(_ id: Int64, _ steps: [Step], exits: Bool = false) -> Step {
        let fixed = Rule.test(FieldTest(field: .appointmentType, op: .equal, value: .text("Adjustment")))
        return Step(
            id: ID(id), name: "Adjustment?",
            action: .condition(Condition(rule: fixed, yes: Lane(steps: steps, exits: exits))))
    }

    private static func plan(_ story: ReminderStory, _ steps: [Step]) -> [String] {
        itinerary(story, steps).sends.map { "\($0.step.id) \($0.skip?.rawValue ?? story.local($0.plannedAt))" }
    }

    private static func itinerary(_ story: ReminderStory, _ steps: [Step]) -> Itinerary {
        var terms = story.terms
        terms.workflow.steps += steps
        return Itinerary(of: story.enrollment, by: terms, facts: story.facts, now: story.instant(story.booked))
    }

    private let late = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T10:00", waits: [])

    @Test("a past wait in a lane skips to the lane's end, not what follows the lane")
    func laneEnd() {
        let inside = Self.lane(2, [Self.wait(3, "48 hours before appointment"), ReminderStory.sms(4)])
        #expect(
            Self.plan(late, [inside, Self.wait(5, "for 3 hours"), ReminderStory.sms(6)])
                == ["1 2027-03-16T10:00", "4 PAST_WHEN_PLANNED", "6 2027-03-16T13:00"])
        #expect(
            Self.plan(late, [inside, ReminderStory.sms(6)])
                == ["1 2027-03-16T10:00", "4 PAST_WHEN_PLANNED", "6 2027-03-16T10:00"])
    }

    @Test("a past wait before a lane skips what stands in the lane and after it, up to the next wait")
    func intoLane() {
        let steps = [
            Self.wait(2, "48 hours before appointment"), Self.lane(3, [ReminderStory.sms(4)]), ReminderStory.sms(5),
            Self.wait(6, "for 3 hours"), ReminderStory.sms(7),
        ]
        #expect(
            Self.plan(late, steps)
                == ["1 2027-03-16T10:00", "4 PAST_WHEN_PLANNED", "5 PAST_WHEN_PLANNED", "7 2027-03-16T13:00"])
    }

    @Test("what follows a lane with a past visit wait does not repeat when the visit moves")
    func laneEndAfterMove() {
        let inside = Self.lane(2, [Self.wait(3, "48 hours before appointment"), ReminderStory.sms(4)])
        let sends = Self.itinerary(late, [inside, ReminderStory.sms(6)]).sends
        #expect(sends.last?.wait.isOpening == false && sends.last?.wait.isAtEvent == false)
        #expect(sends.first?.wait.isOpening == true && sends.first?.wait.isAtEvent == true)
    }

    @Test("a lane that exits ends the way")
    func exit() {
        let steps = [Self.lane(2, [ReminderStory.sms(3)], exits: true), ReminderStory.sms(4)]
        #expect(Self.plan(late, steps).map { $0.prefix(1) } == ["1", "3"])
    }

    @Test("after a past wait and after a skipped send logical time stays where it was")
    func logicalTime() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-15T09:00", waits: [])
        let steps = [
            Self.wait(2, "3 days before appointment"), ReminderStory.sms(3), Self.wait(4, "for 2 hours"),
            ReminderStory.sms(5),
        ]
        #expect(Self.plan(story, steps) == ["1 2027-03-15T09:00", "3 PAST_WHEN_PLANNED", "5 2027-03-15T11:00"])
    }

    @Test("after a send logical time is when it goes, and a wait counts from there")
    func afterSend() {
        let story = ReminderStory(visit: "2027-03-20T15:00", booked: "2027-03-15T22:30", waits: [])
        #expect(
            Self.plan(story, [Self.wait(2, "for 2 hours"), ReminderStory.sms(3)])
                == ["1 2027-03-16T07:00", "3 2027-03-16T09:00"])
    }

    @Test("a send that is skipped outside of its window leaves logical time where it was")
    func afterSkippedSend() {
        let story = ReminderStory(
            visit: "2027-03-20T15:00", booked: "2027-03-15T22:30", received: "2027-03-15T22:40", waits: [],
            isTakenUp: true)
        #expect(
            Self.plan(story, [Self.wait(2, "for 10 hours"), ReminderStory.sms(3)])
                == ["1 BEFORE_RECEIPT", "3 2027-03-16T08:30"])
    }

    @Test("after a send to two people logical time is when the first of them gets it")
    func afterFirst() {
        let story = ReminderStory(visit: "2027-03-20T15:00", booked: "2027-03-15T22:30", waits: [])
        var facts = story.facts
        var father = facts.circle.members[0]
        father.contact = Contact(
            id: ID(3), externalID: "F-1", firstName: "Nils", lastName: "Lindqvist", language: nil,
            zone: Zone("America/Denver"), email: nil,
            phone: ContactPoint(id: ID(33), kind: .phone, address: "+13125550143"))
        facts.circle.members.append(father)
        var terms = story.terms
        terms.workflow.steps += [Self.wait(2, "for 2 hours"), ReminderStory.sms(3)]
        let sends = Itinerary(
            of: story.enrollment, by: terms, facts: facts, now: story.instant(story.booked)
        ).sends
        #expect(
            sends.map { story.local($0.plannedAt) } == [
                "2027-03-16T07:00", "2027-03-16T08:00", "2027-03-16T09:00", "2027-03-16T09:00",
            ])
    }

    @Test(
        "less than two hours after the confirmation of the same visit to the same address it was just told",
        arguments: [("05:59", "2027-03-16T08:00"), ("06:00", "2027-03-16T08:00"), ("06:01", "JUST_TOLD")])
    func justTold(booked: String, dayOf: String) {
        var story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T\(booked)")
        story.careFrom = 5
        #expect(story.plan.last == dayOf)
    }

    @Test("a confirmation to one address tells nothing at another")
    func justToldElsewhere() {
        let story = ReminderStory(visit: "2027-03-16T15:00", booked: "2027-03-16T07:55", waits: [])
        let mail = Step(id: ID(3), name: "E-mail", action: .send(SendStep(channel: .email, template: ID(1))))
        #expect(
            Self.plan(story, [Self.wait(2, "morning of appointment"), mail, ReminderStory.sms(4)])
                == ["1 2027-03-16T07:55", "3 2027-03-16T08:00", "4 JUST_TOLD"])
    }

    @Test("a confirmation of one visit does not tell of another")
    func justToldOfAnother() {
        let story = ReminderStory(visit: "2027-03-20T15:00", booked: "2027-03-16T07:30", waits: [])
        var facts = story.facts
        facts.appointments.insert(SampleFacts.visit(8, at: "2027-03-16T20:00Z"), at: 0)
        var terms = story.terms
        terms.workflow.steps += [Self.wait(2, "morning of next appointment"), ReminderStory.sms(3)]
        let sends = Itinerary(
            of: story.enrollment, by: terms, facts: facts, now: story.instant(story.booked)
        ).sends
        #expect(sends.map(\.skip) == [nil, nil])
        #expect(sends.last?.visit?.id == ID(8))
    }

    @Test("a confirmation that is not sent tells nothing")
    func notTold() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-16T07:55", received: "2027-03-16T07:57", isTakenUp: true)
        #expect(story.plan == ["BEFORE_RECEIPT", "PAST_WHEN_PLANNED", "2027-03-16T08:00"])
    }

    @Test(
        "any message at its event is skipped where the window opens after the coming visit has started",
        arguments: [
            (EventType.appointmentBooked, CampaignType.followUp), (.appointmentMoved, .followUp),
            (.appointmentConfirmed, .survey), (.appointmentBooked, .reminder),
        ])
    func atEvent(event: EventType, type: CampaignType) {
        let story = ReminderStory(
            visit: "2027-03-16T06:30", booked: "2027-03-15T22:30", waits: [], type: type, event: event)
        #expect(story.plan == ["NO_WINDOW_BEFORE_VISIT"])
    }

    @Test(
        "and shifts forward where the visit has ended",
        arguments: [EventType.appointmentCompleted, .appointmentCancelled])
    func afterEvent(event: EventType) {
        let story = ReminderStory(
            visit: "2027-03-15T20:30", booked: "2027-03-15T22:30", waits: [], type: .followUp, event: event)
        #expect(story.plan == ["2027-03-16T07:00"])
    }

    @Test("someone who comes of age hears it himself from then on")
    func comingOfAge() throws {
        let story = ReminderStory(
            visit: "2027-03-20T15:00", booked: "2027-03-01T10:00", waits: ["morning of appointment"])
        var facts = story.facts
        facts.patient.birthDate = CivilDate("2009-03-20")
        facts.circle.own.phone = ContactPoint(id: ID(12), kind: .phone, address: "+13125550199")
        let sends = Itinerary(
            of: story.enrollment, by: story.terms, facts: facts, now: story.instant(story.booked)
        ).sends
        #expect(sends.map(\.recipient?.point.id) == [ID(22), ID(12)])
    }

    @Test("two guardians with one number get one message, with two numbers one each")
    func onePerPoint() {
        let story = ReminderStory(waits: [])
        var facts = story.facts
        var father = facts.circle.members[0]
        father.contact = Contact(
            id: ID(3), externalID: "F-1", firstName: "Nils", lastName: "Lindqvist", language: nil, zone: nil,
            email: nil,
            phone: SampleFacts.mother.phone)
        facts.circle.members.append(father)
        func points(_ facts: Facts) -> [ID<ContactPoint>?] {
            Itinerary(of: story.enrollment, by: story.terms, facts: facts, now: story.instant(story.booked))
                .sends.map(\.recipient?.point.id)
        }
        #expect(points(facts) == [ID(22)])
        facts.circle.members[1].contact.phone = ContactPoint(id: ID(33), kind: .phone, address: "+13125550143")
        #expect(points(facts) == [ID(22), ID(33)])
        facts.circle.members[1].receivesCare = false
        #expect(points(facts) == [ID(22)])
    }
}
