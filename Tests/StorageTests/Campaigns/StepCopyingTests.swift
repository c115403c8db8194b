import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The copies of steps")
struct StepCopyingTests {
    private let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))

    private func key() -> ExperimentKey {
        var random = SystemRandomNumberGenerator()
        return ExperimentKey(using: &random)
    }

    private func copy(_ id: ID<Step>, _ sample: DraftSample) throws -> StepCopying {
        try sample.steps.duplicate(
            id, ifDraft: sample.campaign.version, of: sample.id, in: sample.clinic, by: sample.author, at: sample.now,
            makeKey: key)
    }

    private func copy(_ lane: LaneKey, of id: ID<Step>, _ sample: DraftSample) throws -> StepCopying {
        try sample.steps.duplicate(
            lane: lane, of: id, ifDraft: sample.campaign.version, sample.id, in: sample.clinic, by: sample.author,
            at: sample.now, makeKey: key)
    }

    @Test("a copy stands after its step, with all that its lanes hold under ids of their own")
    func step() throws {
        try DraftSample.with { sample in
            let question = try sample.add("Minor?", .condition(rule, exits: [.no]))
            try sample.add("inside", DraftSample.send(), in: .inside(question, .yes))
            let inner = try sample.add("Inner?", .condition(rule, exits: []), in: .inside(question, .no))
            try sample.add("deep", DraftSample.send(), in: .inside(inner, .yes))
            try sample.add("after", DraftSample.send())
            guard case .copied = try copy(question, sample) else { throw Unexpected() }
            #expect(try sample.names == ["Minor?", "Minor? (copy)", "after"])
            let workflow = try sample.steps.workflow(of: sample.id, in: sample.clinic)
            #expect(
                workflow.steps[1].lanes.map { $0.lane.steps.map(\.name) }
                    == workflow.steps[0].lanes.map { $0.lane.steps.map(\.name) })
            #expect(workflow.allSteps.map(\.name).filter { $0 == "deep" }.count == 2)
            #expect(Set(workflow.allSteps.map(\.id)).count == 9)
        }
    }

    @Test("a copied test and a copied draw fall by keys of their own")
    func keys() throws {
        try DraftSample.with { sample in
            var send = SendStep(channel: .sms, template: try sample.template())
            send.experiment = Experiment(
                key: key(), weight: 50, challengers: [.init(template: try sample.template(), weight: 50)],
                goal: .bookings, endsAt: try #require(CivilDateTime("2027-06-01T09:00")))
            let tried = try sample.add("tried", .send(send))
            var branch = DraftBranch()
            branch.add(rule: .everybody)
            let drawn = try sample.add("drawn", .branch(branch.drawn(by: [50], key: key())))
            for id in [tried, drawn] { _ = try copy(id, sample) }
            let keys = try sample.draft.compactMap { step -> ExperimentKey? in
                switch step.action {
                case .send(let send): send.experiment?.key
                case .branch(let branch): branch.drawKey
                default: nil
                }
            }
            #expect(Set(keys).count == 4)
        }
    }

    @Test("a lane is copied to one after it, which asks the same and takes half of its share")
    func lanes() throws {
        try DraftSample.with { sample in
            var branch = DraftBranch()
            branch.add(name: "Children", rule: rule, exits: true)
            branch.add(name: "Others", rule: rule)
            let id = try sample.add("Who?", .branch(branch))
            try sample.add("inside", DraftSample.send(), in: .inside(id, .added(1)))
            _ = try copy(.added(1), of: id, sample)
            var lanes = try #require(try sample.steps.workflow(of: sample.id, in: sample.clinic).steps.first).lanes
            #expect(lanes.map(\.name) == ["Children", "Children (copy)", "Others", "Otherwise"])
            #expect(lanes.map { $0.lane.steps.count } == [1, 1, 0, 0])
            #expect(lanes[1].rule == rule && lanes[1].lane.exits)

            let drawn = branch.drawn(by: [51, 49], key: key())
            let other = try sample.add("Draw", .branch(drawn))
            _ = try copy(.added(1), of: other, sample)
            lanes = try #require(
                try sample.steps.workflow(of: sample.id, in: sample.clinic).steps.last
            ).lanes
            #expect(lanes.map(\.weight) == [26, 25, 49, nil])
        }
    }

    @Test("what one lane of a condition holds is copied to the end of the other")
    func condition() throws {
        try DraftSample.with { sample in
            let question = try sample.add("Minor?", .condition(rule, exits: []))
            try sample.add("yes", DraftSample.send(), in: .inside(question, .yes))
            try sample.add("no", DraftSample.send(), in: .inside(question, .no))
            _ = try copy(.yes, of: question, sample)
            let lanes = try #require(try sample.steps.workflow(of: sample.id, in: sample.clinic).steps.first).lanes
            #expect(lanes.map { $0.lane.steps.map(\.name) } == [["yes"], ["no", "yes"]])
        }
    }

    @Test("a draft never holds more steps than it may, nor a branch more lanes")
    func limits() throws {
        try DraftSample.with { sample in
            var branch = DraftBranch()
            for _ in 1...Branch.maximumLanes { branch.add(rule: rule) }
            let full = try sample.add("Who?", .branch(branch))
            guard case .fullOfLanes = try copy(.added(1), of: full, sample) else { throw Unexpected() }
            guard case .gone = try copy(.added(99), of: full, sample) else { throw Unexpected() }
            let question = try sample.add("Minor?", .condition(rule, exits: []))
            while try sample.draft.count * 2 <= Workflow.maximumSteps {
                try sample.add("s", DraftSample.send(), in: .inside(question, .yes))
                if try sample.draft.count > 3 { guard case .copied = try copy(question, sample) else { break } }
            }
            #expect(try sample.draft.count <= Workflow.maximumSteps)
        }
    }

    private struct Unexpected: Error {}
}
