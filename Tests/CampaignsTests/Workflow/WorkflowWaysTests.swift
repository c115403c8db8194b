import CivilTime
import Testing

@testable import Campaigns

/// Which waits lie on the way to a step (rules.md 1.2, 1.3, 3.3).
@Suite struct WorkflowWaysTests {
    private static func wait(_ id: Int64, _ text: String = "for 1 day") -> Step {
        Step(id: ID(id), name: text, action: .wait(ReminderStory.wait(text)))
    }

    private static func ask(_ id: Int64, yes: [Step] = [], no: [Step] = [], exits: Bool = false) -> Step {
        Step(
            id: ID(id), name: "",
            action: .condition(
                Condition(rule: .everybody, yes: Lane(steps: yes, exits: exits), no: Lane(steps: no))))
    }

    @Test("a step is at the event where no wait stands on any way to it: a lane's wait counts unless the lane exits")
    func atEvent() {
        let sms = ReminderStory.sms
        let table: [(steps: [Step], isAtEvent: Bool)] = [
            ([sms(1)], true), ([Self.wait(2), sms(1)], false), ([sms(1), Self.wait(2)], true),
            ([Self.ask(3, yes: [sms(1)])], true), ([Self.ask(3, yes: [Self.wait(2), sms(1)])], false),
            ([Self.wait(2), Self.ask(3, no: [sms(1)])], false), ([Self.ask(3, yes: [sms(4)]), sms(1)], true),
            ([Self.ask(3, yes: [Self.wait(2)]), sms(1)], false), ([Self.ask(3, no: [Self.wait(2)]), sms(1)], false),
            ([Self.ask(3, yes: [Self.wait(2)], exits: true), sms(1)], true),
            ([Self.wait(2), Self.ask(3, yes: [sms(4)], exits: true), sms(1)], false),
            ([Self.ask(3, yes: [Self.wait(2)], no: [sms(1)])], true),
            ([sms(4), Self.ask(3, yes: [sms(5)])], false),
        ]
        for row in table { #expect(Workflow(steps: row.steps).isAtEvent(ID(1)) == row.isAtEvent, "\(row.steps)") }
    }

    @Test("before the first wait for the visit come other waits, and of lanes the one taken, else the shorter of all")
    func beforeVisit() {
        let visit = "1 day before appointment"
        let workflow = Workflow(steps: [
            ReminderStory.sms(1), Self.wait(2),
            Self.ask(3, yes: [ReminderStory.sms(4), Self.wait(5, visit), ReminderStory.sms(6)], no: [Self.wait(7)]),
            ReminderStory.sms(8), Self.wait(9, visit), ReminderStory.sms(10),
        ])
        func before(_ decisions: [ID<Step>: LaneKey]) -> Set<Int64> {
            Set(workflow.stepsBeforeVisit(trigger: .appointment, along: decisions).map(\.rawValue))
        }
        #expect(before([:]) == [1, 2, 3, 4, 7])
        #expect(before([ID(3): .yes]) == [1, 2, 3, 4])
        #expect(before([ID(3): .no]) == [1, 2, 3, 7, 8])
    }

    @Test(
        "a workflow follows the patient's visits where a wait names the first or the next",
        arguments: [
            ("1 day before first appointment", true), ("1 day before next appointment", true),
            ("1 day before appointment", false), ("for 1 day", false),
        ])
    func follows(text: String, follows: Bool) {
        #expect(Workflow(steps: [Self.wait(2, text), ReminderStory.sms(1)]).followsVisits == follows)
    }

    @Test(
        "an amount of time is from 1 to ten years",
        arguments: [
            (WaitSpan.Unit.minute, 5_256_000), (.hour, 87_600), (.day, 3_650), (.week, 520), (.month, 120),
        ])
    func spans(unit: WaitSpan.Unit, longest: Int) {
        #expect(WaitSpan(1, unit) != nil && WaitSpan(longest, unit) != nil)
        #expect(WaitSpan(0, unit) == nil && WaitSpan(longest + 1, unit) == nil)
    }

    @Test(
        "a lane's key is lower case letters and digits, at most 16, a letter first",
        arguments: [
            (String(repeating: "a", count: 16), true), (String(repeating: "a", count: 17), false), ("a1", true),
            ("1a", false), ("aB", false), ("a_", false), ("", false),
        ])
    func laneKeys(text: String, isKey: Bool) {
        #expect((LaneKey(rawValue: text) != nil) == isKey)
    }

    @Test(
        "an event's name is upper case letters, digits and underscores, at most 64, a letter first",
        arguments: [
            (String(repeating: "A", count: 64), true), (String(repeating: "A", count: 65), false), ("A_1", true),
            ("1A", false), ("_A", false), ("Ab", false), ("A-", false), ("", false),
        ])
    func eventNames(text: String, isName: Bool) {
        #expect((EventType(rawValue: text) != nil) == isName)
    }
}
