import CivilTime
import Testing

@testable import Campaigns

/// Lanes that chance gives (rules.md 1.2, 6).
@Suite struct LaneDrawTests {
    private static let key = ExperimentKey("000102030405060708090a0b0c0d0e0f")!
    private static let one = LaneKey.added(1)
    private static let two = LaneKey.added(2)

    private static func branch(_ weights: [Int], exits: Bool = false) -> Branch {
        let lanes = weights.enumerated().map { index, weight in
            BranchLane(
                key: .added(index + 1), name: "", rule: .everybody, weight: weight,
                lane: Lane(steps: [ReminderStory.sms(Int64(10 * (index + 1)))], exits: exits))
        }
        return Branch(lanes: lanes, otherwise: Lane(steps: [ReminderStory.sms(90)]), drawKey: key)
    }

    private static func itinerary(
        _ branch: Branch, _ trials: Trials = Trials(), decisions: [ID<Step>: LaneKey] = [:]
    ) -> Itinerary {
        let terms = Terms(
            type: .followUp, purpose: .care, trigger: .event(.patientCreated, rule: nil), audience: .everybody,
            workflow: Workflow(steps: [
                Step(id: ID(1), name: "", action: .branch(branch)), ReminderStory.sms(99),
            ]))
        var facts = SampleFacts(age: 40).facts
        facts.trials = trials
        let start = SampleFacts.instant("2027-03-08T16:00Z")
        var enrollment = Enrollment(
            id: ID(1), patientID: ID(1), anchor: Anchor(), event: .patientCreated, emittedStart: nil, startedAt: start,
            receivedAt: start, isTakenUp: false)
        enrollment.decisions = decisions
        return Itinerary(of: enrollment, by: terms, facts: facts, now: start)
    }

    private static func steps(_ itinerary: Itinerary) -> [Int64] { itinerary.sends.map(\.step.id.rawValue) }

    @Test("households fall to lanes by the weights, and those whom none covers to otherwise")
    func shares() {
        var counts: [LaneKey: Int] = [:]
        for household in 1...20_000 {
            counts[Self.branch([50, 30]).lane(of: ID(Int64(household)), at: ID(1)), default: 0] += 1
        }
        #expect((9_650...10_350).contains(counts[Self.one] ?? 0))
        #expect((5_700...6_300).contains(counts[Self.two] ?? 0))
        #expect((3_700...4_300).contains(counts[.otherwise] ?? 0))
    }

    @Test("the lane that was assigned is taken, kept, and joins the others below")
    func taken() {
        for (lane, first) in [(Self.one, Int64(10)), (Self.two, 20), (.otherwise, 90)] {
            let itinerary = Self.itinerary(Self.branch([50, 30]), Trials(lanes: [ID(1): lane]))
            #expect(Self.steps(itinerary) == [first, 99])
            #expect(itinerary.decisions == [ID(1): lane])
        }
        let ends = Self.itinerary(Self.branch([50, 30], exits: true), Trials(lanes: [ID(1): Self.two]))
        #expect(Self.steps(ends) == [20])
    }

    @Test("what an enrollment decided stays, also when its household is assigned otherwise or its lane is removed")
    func stays() {
        let trials = Trials(lanes: [ID(1): Self.one])
        #expect(Self.steps(Self.itinerary(Self.branch([50, 30]), trials, decisions: [ID(1): Self.two])) == [20, 99])
        #expect(Self.steps(Self.itinerary(Self.branch([50]), trials, decisions: [ID(1): Self.two])) == [99])
    }

    @Test("nothing asks a rule: the answer is known at planning")
    func known() {
        let itinerary = Self.itinerary(Self.branch([100]))
        #expect(Self.steps(itinerary) == [10, 99])
        guard case .finished = itinerary.stand else {
            Issue.record("it stands still")
            return
        }
    }

    @Test(
        "weights that make no sense are said",
        arguments: [([50, 50], 0), ([100], 0), ([0, 50], 1), ([60, 50], 1), ([], 1), ([-1], 1)])
    func problems(weights: [Int], count: Int) {
        let terms = Terms(
            type: .followUp, purpose: .care, trigger: .event(.patientCreated, rule: nil), audience: .everybody,
            workflow: Workflow(steps: [Step(id: ID(1), name: "", action: .branch(Self.branch(weights)))]))
        let means = ActivationMeans(templates: [:], couriers: [.email, .sms], smsPartLimit: 3)
        #expect(terms.problems(with: means).filter { $0.step == ID(1) }.count == count)
    }

    @Test("it crosses the border with weights in place of rules, and reads back from its column with its key")
    func coding() throws {
        var draft = DraftBranch(otherwise: .init(exits: true))
        draft.add(name: "Short", rule: .everybody)
        draft.add(name: "Long", rule: .everybody, exits: true)
        draft = draft.drawn(by: [40, 60], key: Self.key)
        #expect(try DraftBranch(storedText: draft.storedText) == draft)
        #expect(draft.json.arrayValue?.map { $0["weight"] ?? .null } == [40, 60, .null])
        #expect(draft.json.arrayValue?.allSatisfy { $0["rule"] == .null } == true)
        #expect(try DraftBranch(json: draft.json, replacing: draft, makeKey: { .blank }) == draft)
        let fresh = try DraftBranch(json: draft.json) { Self.key }
        #expect(fresh.lanes.map(\.weight) == [40, 60])
        #expect(!draft.json.text.contains(Self.key.text))
    }

    @Test(
        "lanes with half of the one and half of the other are refused",
        arguments: [
            #"[{"weight":50},{"rule":{"all":[]}},{"rule":null}]"#, #"[{"weight":0},{"rule":null}]"#,
            #"[{"weight":101},{"rule":null}]"#, #"[{"weight":50,"rule":{"all":[]}},{"rule":null}]"#,
            #"[{"weight":"50"},{"rule":null}]"#, #"[{"weight":50.5},{"rule":null}]"#,
            #"[{"weight":50,"key":"otherwise"}]"#,
        ])
    func mixed(text: String) throws {
        let json = try JSON.parse(Array(text.utf8))
        #expect(throws: RuleRefusal.self) { try DraftBranch(json: json) { Self.key } }
    }
}
