import CivilTime
import Testing

@testable import Campaigns

/// Ways that part by rules (rules.md 1.2, 1.4).
@Suite struct BranchTests {
    private static func type(_ type: String) -> Rule {
        .test(FieldTest(field: .appointmentType, op: .equal, value: .text(type)))
    }

    private static let isConfirmed = Rule.test(
        FieldTest(field: .appointmentConfirmed, op: .equal, value: .yesNo(true)))
    /// Nothing is known of a treatment here.
    private static let isUnknown = Rule.test(FieldTest(field: .treatmentType, op: .equal, value: .text("braces")))

    private static func lane(_ number: Int, _ rule: Rule, _ steps: [Step], exits: Bool = false) -> BranchLane {
        BranchLane(key: .added(number), name: "Lane \(number)", rule: rule, lane: Lane(steps: steps, exits: exits))
    }

    private static func branch(_ id: Int64, _ lanes: [BranchLane], otherwise: Lane? = Lane()) -> Step {
        Step(id: ID(id), name: "Which?", action: .branch(Branch(lanes: lanes, otherwise: otherwise)))
    }

    private func walk(_ steps: [Step], _ story: ReminderStory = ReminderStory(waits: []), now: String? = nil)
        -> Itinerary
    {
        var terms = story.terms
        terms.workflow.steps = steps
        return Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant(now ?? story.booked))
    }

    private func sent(_ itinerary: Itinerary) -> [Int64] { itinerary.sends.map(\.step.id.rawValue) }

    @Test(
        "the first lane that holds is taken, and otherwise where none does; what is unknown does not hold",
        arguments: [
            (["Adjustment", "Adjustment"], [11, 30]), (["Bonding", "Adjustment"], [12, 30]),
            (["Bonding", "Debond"], [20, 30]), ([], [20, 30]),
        ])
    func first(types: [String], expected: [Int64]) {
        let lanes = types.enumerated().map { index, type in
            Self.lane(index + 1, Self.type(type), [ReminderStory.sms(Int64(11 + index))])
        }
        let unknown = Self.lane(9, Self.isUnknown, [ReminderStory.sms(19)])
        let steps = [
            Self.branch(1, [unknown] + lanes, otherwise: Lane(steps: [ReminderStory.sms(20)])), ReminderStory.sms(30),
        ]
        #expect(sent(walk(steps)) == expected)
    }

    @Test("a lane that exits ends the way, at any depth; an empty one goes on below")
    func exits() {
        let inner = Self.branch(2, [Self.lane(1, Self.type("Adjustment"), [ReminderStory.sms(11)], exits: true)])
        let steps = [
            Self.branch(1, [Self.lane(1, Self.type("Adjustment"), [inner, ReminderStory.sms(12)])]),
            ReminderStory.sms(30),
        ]
        let itinerary = walk(steps)
        #expect(sent(itinerary) == [11])
        guard case .finished = itinerary.stand else { return #expect(Bool(false), "it goes on") }
        let empty = [Self.branch(1, [Self.lane(1, Self.type("Adjustment"), [])]), ReminderStory.sms(30)]
        #expect(sent(walk(empty)) == [30])
    }

    @Test("a branch without otherwise goes on below for those for whom nothing holds")
    func noOtherwise() {
        let steps = [
            Self.branch(1, [Self.lane(1, Self.type("Bonding"), [ReminderStory.sms(11)])], otherwise: nil),
            ReminderStory.sms(30),
        ]
        #expect(sent(walk(steps)) == [30])
    }

    @Test("what is fixed is planned ahead through any number of branches, and asked again when it is another")
    func plannedAhead() {
        let reminders = [
            Step(id: ID(21), name: "", action: .wait(ReminderStory.wait("24 hours before appointment"))),
            ReminderStory.sms(22),
            Self.branch(23, [Self.lane(1, Self.type("Adjustment"), [ReminderStory.sms(24)])]),
        ]
        let steps = [Self.branch(1, [Self.lane(1, Self.type("Adjustment"), reminders)]), ReminderStory.sms(30)]
        var story = ReminderStory(waits: [])
        let planned = walk(steps, story)
        #expect(sent(planned) == [22, 24, 30])
        #expect(planned.decisions == [ID(1): .added(1), ID(23): .added(1)])

        story.visitType = "Bonding"
        var terms = story.terms
        terms.workflow.steps = steps
        var enrollment = story.enrollment
        enrollment.decisions = planned.decisions
        let replanned = Itinerary(
            of: enrollment, by: terms, facts: story.facts, now: story.instant("2027-03-10T10:00"))
        #expect(sent(replanned) == [30])
        #expect(replanned.decisions[ID(1)] == .otherwise)
    }

    @Test("a fixed rule about what nobody told does not hold, nor does its opposite")
    func unknownFixed() {
        // The visit's type is fixed, but this way is about no visit.
        let lanes = [
            Self.lane(1, Self.type("Adjustment"), [ReminderStory.sms(11)]),
            Self.lane(2, .not(Self.type("Adjustment")), [ReminderStory.sms(12)]),
        ]
        let story = ReminderStory(waits: [], event: .patientCreated)
        var (terms, facts, enrollment) = (story.terms, story.facts, story.enrollment)
        terms.workflow.steps = [Self.branch(1, lanes, otherwise: Lane(steps: [ReminderStory.sms(20)]))]
        (facts.anchor, enrollment.anchor) = (Anchor(), Anchor())
        let itinerary = Itinerary(of: enrollment, by: terms, facts: facts, now: story.instant(story.booked))
        #expect(sent(itinerary) == [20])
        #expect(itinerary.decisions == [ID(1): .otherwise])
    }

    @Test("rules that are fixed are answered ahead only as far as no rule before them can still change")
    func partlyFixed() {
        let fixed = Self.lane(1, Self.type("Adjustment"), [ReminderStory.sms(11)])
        let open = Self.lane(2, Self.isConfirmed, [ReminderStory.sms(12)])
        let wait = Step(id: ID(1), name: "", action: .wait(ReminderStory.wait("24 hours before appointment")))
        #expect(sent(walk([wait, Self.branch(2, [fixed, open])])) == [11])
        let waiting = walk([wait, Self.branch(2, [open, fixed])])
        #expect(sent(waiting) == [])
        let due = ReminderStory(waits: []).instant("2027-03-15T15:00")
        #expect(waiting.stand == .undecided(step: ID(2), at: due))
        #expect(sent(walk([wait, Self.branch(2, [open, fixed])], now: "2027-03-15T15:00")) == [11])
    }

    @Test("what was decided stays, though its rule would answer otherwise now, its lane has moved or is gone")
    func decided() {
        let story = ReminderStory(waits: [])
        var terms = story.terms
        var enrollment = story.enrollment
        enrollment.decisions = [ID(1): .added(2)]
        let one = Self.lane(1, .not(Self.isConfirmed), [ReminderStory.sms(11)])
        let two = Self.lane(2, Self.isConfirmed, [ReminderStory.sms(12)])
        for (lanes, expected) in [([one, two], [12, 30]), ([two, one], [12, 30]), ([one], [30])] {
            terms.workflow.steps = [Self.branch(1, lanes), ReminderStory.sms(30)]
            let itinerary = Itinerary(
                of: enrollment, by: terms, facts: story.facts, now: story.instant("2027-03-10T10:00"))
            #expect(sent(itinerary) == expected.map(Int64.init))
        }
    }

    @Test("a forecast answers what can still change as things are, and keeps nothing")
    func forecast() {
        let story = ReminderStory(waits: [])
        var terms = story.terms
        let wait = Step(id: ID(1), name: "", action: .wait(ReminderStory.wait("24 hours before appointment")))
        terms.workflow.steps = [
            wait, Self.branch(2, [Self.lane(1, .not(Self.isConfirmed), [ReminderStory.sms(11)])]),
        ]
        let itinerary = Itinerary(
            of: story.enrollment, by: terms, facts: story.facts, now: story.instant(story.booked), sight: .forecast)
        #expect(sent(itinerary) == [11])
        #expect(itinerary.decisions.isEmpty)
    }

    @Test("the wait before a step is that of the lane taken, also where the lanes have joined again")
    func waits() {
        let early = ReminderStory.wait("48 hours before appointment")
        let late = ReminderStory.wait("for 2 days")
        let lanes = [
            Self.lane(1, Self.isConfirmed, [Step(id: ID(11), name: "", action: .wait(early))]),
            Self.lane(2, Self.isConfirmed, [Step(id: ID(12), name: "", action: .wait(late)), ReminderStory.sms(13)]),
        ]
        let workflow = Workflow(steps: [ReminderStory.sms(5), Self.branch(1, lanes), ReminderStory.sms(30)])
        #expect(workflow.wait(before: ID(13)) == late)
        #expect(workflow.wait(before: ID(30), along: [ID(1): .added(1)]) == early)
        #expect(workflow.wait(before: ID(30), along: [ID(1): .added(2)]) == late)
        #expect(workflow.wait(before: ID(30), along: [ID(1): .otherwise]) == nil)
        #expect(workflow.isAtEvent(ID(5)) && !workflow.isAtEvent(ID(13)) && !workflow.isAtEvent(ID(30)))
    }

    @Test("a moved visit asks again what was decided after its first wait on the way taken, and nothing before")
    func reopened() {
        let visitWait = Step(id: ID(11), name: "", action: .wait(ReminderStory.wait("48 hours before appointment")))
        let lanes = [
            Self.lane(1, Self.isConfirmed, [visitWait]),
            Self.lane(2, Self.isConfirmed, [Self.branch(12, [Self.lane(1, Self.isConfirmed, [])])]),
        ]
        let after = Self.branch(40, [Self.lane(1, Self.isConfirmed, [])])
        var terms = ReminderStory(waits: []).terms
        terms.workflow.steps = [Self.branch(1, lanes), after]
        func kept(_ decisions: [ID<Step>: LaneKey]) -> [ID<Step>: LaneKey] {
            var enrollment = ReminderStory().enrollment
            enrollment.decisions = decisions
            enrollment.reopen(at: ReminderStory().instant("2027-03-10T10:00"), by: terms)
            return enrollment.decisions
        }
        #expect(kept([ID(1): .added(1), ID(40): .otherwise]) == [ID(1): .added(1)])
        let other: [ID<Step>: LaneKey] = [ID(1): .added(2), ID(12): .added(1), ID(40): .otherwise]
        #expect(kept(other) == other)
    }
}
