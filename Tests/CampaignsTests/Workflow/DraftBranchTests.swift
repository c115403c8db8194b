import Foundation
import Testing

@testable import Campaigns

@Suite("The lanes of a draft's branch")
struct DraftBranchTests {
    private static let minor = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
    private static let senior = Rule.test(FieldTest(field: .age, op: .greater, value: .number(64)))

    private func branch() -> DraftBranch {
        var branch = DraftBranch(otherwise: .init(exits: true))
        branch.add(name: "Children", rule: Self.minor)
        branch.add(name: "Seniors", rule: Self.senior, exits: true)
        return branch
    }

    @Test("keep their keys when they are renamed and change places, and a key is never used again")
    func keys() {
        let first = branch()
        let turned = first.replacing(
            lanes: [(.added(2), "Elders", Self.senior, false), (.added(1), "Children", Self.minor, false)],
            otherwise: .init(exits: false))
        #expect(turned.lanes.map(\.key) == [.added(2), .added(1)])
        let fewer = turned.replacing(lanes: [(.added(1), "Children", Self.minor, false)], otherwise: nil)
        let again = fewer.replacing(
            lanes: [
                (.added(2), "New", Self.senior, false), (.added(1), "", Self.minor, false), (nil, "", Self.minor, true),
            ],
            otherwise: nil)
        #expect(again.lanes.map(\.key) == [.added(3), .added(1), .added(4)])
        let doubled = first.replacing(
            lanes: [(.added(1), "", Self.minor, false), (.added(1), "", Self.senior, false)], otherwise: nil)
        #expect(doubled.lanes.map(\.key) == [.added(1), .added(3)])
    }

    @Test("come back from their column as they were, with the number of lanes that there ever were")
    func column() throws {
        let fewer = branch().replacing(lanes: [(.added(2), "“Ü” & <b>", Self.senior, true)], otherwise: nil)
        for branch in [DraftBranch(), branch(), fewer] {
            #expect(try DraftBranch(storedText: branch.storedText) == branch)
        }
    }

    @Test("cross the border as a list with otherwise last")
    func border() throws {
        let json = branch().json
        #expect(json.arrayValue?.compactMap { $0["key"]?.stringValue } == ["b1", "b2", "otherwise"])
        #expect(try DraftBranch(json: json, replacing: branch(), makeKey: { .blank }) == branch())
        let fresh = try DraftBranch(
            json: JSON.parse(Array(#"[{"rule":{"field":"patient.age","op":"<","value":18}},{}]"#.utf8)),
            makeKey: { .blank })
        #expect(fresh.lanes.map(\.key) == [.added(1)])
        #expect(fresh.otherwise == .init(exits: false))
    }

    @Test(
        "that make no sense are refused at their place",
        arguments: [
            (#"{}"#, [""]), (#"[1]"#, ["[0]"]),
            (#"[{"rule":{"field":"patient.shoe","op":"<","value":1}}]"#, ["[0].rule.field"]),
            (#"[{"rule":{"any":[{"field":"patient.age","op":"<","value":"x"}]}}]"#, ["[0].rule.any[0].value"]),
            (#"[{},{"rule":{"field":"patient.age","op":"<","value":1}}]"#, ["[0].rule"]),
            (#"[{"key":"otherwise","rule":{"field":"patient.age","op":"<","value":1}}]"#, ["[0].rule"]),
            (#"[{"key":"b1"}]"#, ["[0].rule"]), (#"[{"key":"B 1"}]"#, ["[0].key"]),
            (#"[{"exits":"yes","name":3,"wheels":4}]"#, ["[0].wheels", "[0].exits", "[0].name"]),
        ])
    func refused(text: String, paths: [String]) throws {
        let json = try JSON.parse(Array(text.utf8))
        #expect { try DraftBranch(json: json, makeKey: { .blank }) } throws: {
            ($0 as? RuleRefusal)?.problems.map(\.path) == paths
        }
    }

    @Test("are refused beyond a number that people can still read")
    func many() {
        let lane = JSON.object(["rule": Self.minor.json])
        #expect(throws: Never.self) {
            try DraftBranch(json: .array(Array(repeating: lane, count: Branch.maximumLanes)), makeKey: { .blank })
        }
        #expect(throws: RuleRefusal.self) {
            try DraftBranch(json: .array(Array(repeating: lane, count: Branch.maximumLanes + 2)), makeKey: { .blank })
        }
    }

    @Test("a revision that was published before there were branches is still read")
    func oldDocument() throws {
        let document = """
            {"audience":{"all":{"_0":[]}},"purpose":"care","templateVersions":[{"number":2,"template":5}],
            "trigger":{"event":{"_0":"APPOINTMENT_BOOKED"}},"type":"REMINDER","workflow":{"steps":[
            {"action":{"wait":{"_0":{"expression":"48 hours before appointment","ifPast":"skip"}}},"id":1,"name":""},
            {"action":{"condition":{"_0":{"no":{"exits":true,"steps":[]},"rule":{"all":{"_0":[]}},
            "yes":{"exits":false,"steps":[{"action":{"send":{"_0":{"channel":"SMS","isOnlyUntilConfirmed":true,
            "template":5}}},"id":3,"name":"Reminder"}]}}}},"id":2,"name":"Minor?"}]}}
            """
        let terms = try JSONDecoder().decode(Terms.self, from: Data(document.utf8))
        let send = Step(
            id: ID(3), name: "Reminder",
            action: .send(SendStep(channel: .sms, template: ID(5), isOnlyUntilConfirmed: true)))
        let wait = Wait(expression: try WaitExpression.parse("48 hours before appointment"))
        #expect(terms.trigger?.event == .appointmentBooked)
        #expect(
            terms.workflow.steps == [
                Step(id: ID(1), name: "", action: .wait(wait)),
                Step(
                    id: ID(2), name: "Minor?",
                    action: .condition(
                        Condition(rule: .everybody, yes: Lane(steps: [send]), no: Lane(exits: true)))),
            ])
    }

    @Test("a revision with the deepest branches that a draft may hold can be read again")
    func deepest() throws {
        var steps: [Step] = []
        for id in 0...Workflow.maximumDepth {
            let lane = BranchLane(key: .added(1), name: "", rule: Self.minor, lane: Lane(steps: steps))
            steps = [Step(id: ID(Int64(id + 1)), name: "", action: .branch(Branch(lanes: [lane])))]
        }
        let workflow = Workflow(steps: steps)
        #expect(try JSONDecoder().decode(Workflow.self, from: JSONEncoder().encode(workflow)) == workflow)
    }
}
