import CivilTime
import Testing

@testable import Campaigns

/// What a wait, a lane's end and a moved visit mean for the time and the sends after them (rules.md 1.4, 2.6, 3.3).
@Suite struct WalkSectionTests {
    private static func wait(_ id: Int64, _ text: String) -> Step {
        Step(id: ID(id), name: text, action: .wait(ReminderStory.wait(text)))
    }

    /// A condition on the visit's type, whose answer is known at planning.
    private static func lane(_ id: Int64, _ steps: [Step], exits: Bool = false) -> Step {
        let fixed = Rule.test(FieldTest(field: .appointmentType, op: .equal, value: .text("Adjustment")))
        return Step(
            id: ID(id), name: "Adjustment?",
            action: .condition(Condition(rule: fixed, yes: Lane(steps: steps, exits: exits))))
    }

    private static func plan(_ story: ReminderStory) -> [String] {
        story.itinerary.sends.map { "\($0.step.id) \($0.skip?.rawValue ?? story.local($0.plannedAt))" }
    }

    private static func walk(
        _ steps: [Step], _ story: ReminderStory = ReminderStory(waits: []), movedAt: String? = nil, now: String? = nil,
        sight: Itinerary.Sight = .known, _ alter: (inout Facts) -> Void = { _ in }
    ) -> Itinerary {
        var terms = story.terms
        terms.workflow.steps += steps
        var enrollment = story.enrollment
        if let movedAt { enrollment.reopen(at: story.instant(movedAt), by: terms) }
        var facts = story.facts
        alter(&facts)
        return Itinerary(
            of: enrollment, by: terms, facts: facts, now: story.instant(now ?? movedAt ?? story.booked), sight: sight)
    }

    @Test("after a send that left earlier than its wait's end, time stays at that end")
    func sentBack() {
        let story = ReminderStory(
            visit: "2027-03-16T08:00", waits: ["2 hours before appointment", "for 4 hours"], careFrom: 9, careTo: 19)
        #expect(Self.plan(story) == ["1 2027-03-09T10:00", "12 2027-03-15T18:45", "22 2027-03-16T10:00"])
    }

    @Test("a wait whose time is the one that the way has reached is not past")
    func onTime() {
        let story = ReminderStory(
            visit: "2027-03-16T15:00", booked: "2027-03-15T15:00", waits: ["24 hours before appointment"],
            type: .followUp)
        #expect(Self.plan(story) == ["1 2027-03-15T15:00", "12 2027-03-15T15:00"])
    }

    @Test("a wait that counts from the step before it asks for no visit, and its message is about the enrollment's")
    func withoutAnchor() {
        let steps = [Self.wait(2, "for 2 hours"), ReminderStory.sms(3)]
        let with = Self.walk(steps)
        #expect(with.sends.map(\.visit?.id) == [ID(7), ID(7)])
        #expect(with.followedVisits.isEmpty)
        guard case .waited(let waiting) = with.passages[1].turn else { return #expect(Bool(false), "no wait") }
        #expect(waiting.anchor == nil && waiting.visit == nil && !waiting.isPast)
        let without = Self.walk(steps) { $0.appointments = [] }
        #expect(without.sends.map(\.step.id) == [ID(1), ID(3)])
    }

    @Test("a first appointment that was booked long before does not turn time back")
    func bookedBefore() {
        let story = ReminderStory(
            visit: "2027-03-13T10:00", booked: "2027-03-09T10:00",
            waits: ["for 5 days", "1 day before first appointment"], type: .followUp)
        #expect(Self.plan(story).last == "22 PAST_WHEN_PLANNED")
    }

    @Test(
        "after a move time begins anew with the move at the first wait for the visit, and a wait after that counts from it"
    )
    func moved() {
        let story = ReminderStory(visit: "2027-03-16T10:00", booked: "2027-03-01T10:00", waits: [])
        let steps = [
            Self.wait(2, "48 hours before appointment"), ReminderStory.sms(3), Self.wait(4, "for 1 day"),
            ReminderStory.sms(5),
        ]
        #expect(Self.walk(steps, story).sends.last?.plannedAt == story.instant("2027-03-15T10:00"))
        let moved = Self.walk(steps, story, movedAt: "2027-03-15T12:00")
        #expect(moved.sends.map(\.skip) == [nil, .pastWhenPlanned, nil])
        #expect(moved.sends.last?.plannedAt == story.instant("2027-03-16T12:00"))
        let early = Self.walk(steps, story, movedAt: "2027-02-20T12:00")
        #expect(early.sends.last?.plannedAt == story.instant("2027-03-15T10:00"))
    }

    @Test("a move leaves what comes before the first wait for the visit at its version and time")
    func movedLater() {
        let steps = [
            Self.wait(2, "for 1 day"), ReminderStory.sms(3), Self.wait(4, "48 hours before appointment"),
            ReminderStory.sms(5), Self.wait(6, "for 1 day"), ReminderStory.sms(7),
        ]
        let sends = Self.walk(steps, movedAt: "2027-03-12T12:00").sends
        #expect(sends.map(\.version) == [1, 1, 2, 2])
        #expect(sends.map(\.wait.isOpening) == [true, true, false, false])
        #expect(sends[1].plannedAt == ReminderStory().instant("2027-03-10T10:00"))
    }

    @Test("what stands in a lane's wait goes on under it after the lane, unless it is skipped")
    func afterLane() {
        let inside = Self.lane(2, [Self.wait(3, "24 hours before appointment"), ReminderStory.sms(4)])
        let steps = [inside, ReminderStory.sms(5)]
        let going = Self.walk(steps).sends.map(\.wait.visitRelation)
        #expect(going == [.none, .before, .before])
        let late = ReminderStory(booked: "2027-03-16T10:00", waits: [])
        let skipped = Self.walk(steps, late, movedAt: "2027-03-16T11:00").sends
        #expect(skipped.map(\.wait.visitRelation) == [.none, .before, .none])
        #expect(skipped.map(\.version) == [1, 2, 2])
        let dated = Self.lane(2, [Self.wait(3, "until 2027-03-01 10:00"), ReminderStory.sms(4)])
        let opening = Self.walk([dated, ReminderStory.sms(5)], late, movedAt: "2027-03-16T11:00").sends
        #expect(opening.map(\.skip) == [nil, .pastWhenPlanned, nil])
        #expect(opening.map(\.version) == [1, 1, 1])
        #expect(opening.last?.wait == .atEvent)
    }

    @Test("a lane that exits ends the way at the time reached in it, and a tick looks at it then")
    func exit() {
        let end = ReminderStory().instant("2027-03-09T12:00")
        let way = Self.walk([
            Self.lane(2, [Self.wait(3, "for 2 hours"), ReminderStory.sms(4)], exits: true), ReminderStory.sms(5),
        ])
        #expect(way.stand == .finished(reached: end))
        #expect(way.looksAgainAt == end)
        #expect(Self.walk([Self.wait(3, "for 2 hours")]).looksAgainAt == end)
    }

    @Test("a message after a question that was answered at planning may go back before its time")
    func backOverKnownQuestion() {
        let story = ReminderStory(visit: "2027-03-18T05:00", waits: [])
        let wait = Self.wait(2, "2 hours before appointment")
        let way = Self.walk([wait, Self.lane(3, [ReminderStory.sms(4)])], story)
        #expect(way.sends.last.map { story.local($0.plannedAt) } == "2027-03-17T20:45")
    }

    @Test("after long patience the sends are those of the wait that was given up")
    func patience() {
        let steps = [Self.wait(2, "3 days before next appointment"), ReminderStory.sms(3)]
        let end = ReminderStory().instant("2027-03-09T10:00").adding(hours: 180 * 24)
        let way = Self.walk(steps, now: "2027-09-09T11:00") { $0.appointments = [] }
        let send = way.sends.last
        #expect(send?.skip == .noAppointment && send?.plannedAt == end)
        #expect(send?.wait.visitRelation == .before && send?.wait.isAtEvent == false)
        #expect(way.passages.contains { $0.step == ID(2) && $0.turn == .gaveUp && $0.reached == end })
    }

    @Test("the sends after a wait for an event are not due at the event that started the way")
    func afterEvent() {
        let story = ReminderStory(waits: ["for event APPOINTMENT_CONFIRMED at most 3 days"], type: .followUp)
        let way = Self.walk([], story, now: "2027-03-12T10:00")
        let end = story.instant("2027-03-12T10:00")
        #expect(way.sends.map(\.wait.isAtEvent) == [true, false])
        #expect(way.sends.map { $0.wait.expression == nil } == [true, false])
        let waiting = Passage.Waiting(due: end, anchor: nil, anchorTime: nil, visit: nil, isPast: false)
        #expect(way.passages.map(\.turn) == [.sent(0..<1), .waited(waiting), .sent(1..<2)])
        let standing = Self.walk([], story, now: "2027-03-12T09:59")
        #expect(standing.passages.last?.turn == .awaitsEvent(until: end))
    }

    @Test("an answer is told as known ahead, given now, given before, or only expected")
    func basis() {
        let rule = Rule.test(FieldTest(field: .tag, op: .contains, value: .text("VIP")))
        let steps = [
            Self.lane(2, []), Self.wait(3, "for 1 day"),
            Step(id: ID(4), name: "VIP?", action: .condition(Condition(rule: rule))),
        ]
        func turns(_ now: String, _ sight: Itinerary.Sight) -> [Passage.Turn] {
            let passages = Self.walk(steps, now: now, sight: sight).passages
            return [ID(2), ID(4)].compactMap { id in passages.first { $0.step == id }?.turn }
        }
        #expect(turns("2027-03-10T09:59", .known) == [.decided(.yes, .fixed), .undecided])
        #expect(turns("2027-03-10T09:59", .forecast) == [.decided(.yes, .fixed), .decided(.yes, .expected)])
        #expect(turns("2027-03-10T10:00", .known) == [.decided(.yes, .fixed), .decided(.yes, .answered)])
    }
}
