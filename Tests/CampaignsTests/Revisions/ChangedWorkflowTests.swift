import CivilTime
import Testing

@testable import Campaigns

@Suite("Two states of a workflow in one drawing")
struct ChangedWorkflowTests {
    private static func send(_ id: Int64, _ name: String = "") -> Step {
        Step(id: ID(id), name: name, action: .send(SendStep(channel: .sms, template: nil)))
    }

    private static func question(_ id: Int64, yes: [Step] = [], no: [Step] = []) -> Step {
        let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
        return Step(
            id: ID(id), name: "?",
            action: .condition(Condition(rule: rule, yes: Lane(steps: yes), no: Lane(steps: no))))
    }

    private static func branch(_ id: Int64, _ lanes: [(Int, [Step])]) -> Step {
        let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
        return Step(
            id: ID(id), name: "Which?",
            action: .branch(
                Branch(
                    lanes: lanes.map {
                        BranchLane(key: .added($0.0), name: "L\($0.0)", rule: rule, lane: Lane(steps: $0.1))
                    })))
    }

    private func changed(_ old: [Step], _ new: [Step]) -> ChangedWorkflow {
        func terms(_ steps: [Step]) -> Terms {
            Terms(
                type: .followUp, purpose: .care, trigger: .event(.appointmentBooked, rule: nil), audience: .everybody,
                workflow: Workflow(steps: steps))
        }
        return ChangedWorkflow(from: terms(old), to: terms(new))
    }

    private func ids(_ steps: [Step]) -> [Int64] { steps.map(\.id.rawValue) }

    @Test("what is gone stands after what stood before it, and bears its mark")
    func removed() {
        let s = Self.send
        let merged = changed([s(1, ""), s(2, ""), s(3, ""), s(4, "")], [s(3, ""), s(5, "")])
        #expect(ids(merged.workflow.steps) == [1, 2, 3, 4, 5])
        #expect(merged.marks == [ID(1): [.removed], ID(2): [.removed], ID(4): [.removed], ID(5): [.added]])
        #expect(!merged.beginsOtherwise)
    }

    @Test("a step that is changed and carried elsewhere bears both marks, and stands where it is now")
    func both() {
        let old = [Self.send(1, "one"), Self.question(2, yes: [Self.send(3, "three")])]
        let new = [Self.question(2, no: [Self.send(3, "third")]), Self.send(1, "one")]
        let merged = changed(old, new)
        #expect(merged.marks[ID(3)] == [.changed, .moved])
        #expect(ids(merged.workflow.steps) == [2, 1])
        #expect(merged.workflow.steps[0].lanes.map { ids($0.lane.steps) } == [[], [3]])
    }

    @Test("a step that is gone keeps what went with it in its lanes, without what was carried out of them")
    func nested() {
        let old = [Self.question(1, yes: [Self.send(2), Self.send(3)], no: [Self.question(4, yes: [Self.send(5)])])]
        let merged = changed(old, [Self.send(3)])
        #expect(ids(merged.workflow.steps) == [1, 3])
        let lanes = merged.workflow.steps[0].lanes
        #expect(lanes.map { ids($0.lane.steps) } == [[2], [4]])
        #expect(merged.marks[ID(5)] == [.removed])
        #expect(merged.marks[ID(3)] == [.moved])
    }

    @Test("a lane that is gone stands last with what it held")
    func lanes() {
        let old = [Self.branch(1, [(1, [Self.send(2)]), (2, [Self.send(3)])])]
        let new = [Self.branch(1, [(2, [Self.send(3), Self.send(4)])])]
        let merged = changed(old, new)
        #expect(merged.workflow.steps[0].lanes.map(\.key) == [.added(2), .added(1), .otherwise])
        #expect(merged.workflow.steps[0].lanes.map { ids($0.lane.steps) } == [[3, 4], [2], []])
        #expect(merged.goneLanes == [.init(step: ID(1), key: .added(1))])
        #expect(merged.marks[ID(1)] == [.changed])
    }

    @Test("the same twice bears no mark")
    func same() {
        let steps = [Self.send(1), Self.question(2, yes: [Self.send(3)])]
        let merged = changed(steps, steps)
        #expect(merged.marks.isEmpty && merged.goneLanes.isEmpty && merged.counts.isEmpty)
        #expect(merged.workflow.steps == steps)
    }
}
