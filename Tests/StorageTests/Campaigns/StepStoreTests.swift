import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The steps of a draft")
struct StepStoreTests {
    @Test("stand where they were put")
    func places() throws {
        try DraftSample.with { sample in
            let first = try sample.add("first", DraftSample.send())
            try sample.add("last", DraftSample.send())
            try put("second", .after(first), sample)
            try put("zeroth", .start(of: .main), sample)
            #expect(try sample.names == ["zeroth", "first", "second", "last"])
            #expect(try sample.draft.map(\.position).sorted() == [1, 2, 3, 4])
        }
    }

    @Test("come back as they were saved")
    func roundTrip() throws {
        try DraftSample.with { sample in
            let template = try sample.template()
            let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            let actions: [DraftAction] = [
                .send(SendStep(channel: .sms, template: template, isOnlyUntilConfirmed: true)),
                .wait(Wait(expression: try WaitExpression.parse("48 hours before appointment"), ifPast: .continue)),
                .condition(rule, exits: [.no]),
            ]
            for action in actions { try sample.add("Step", action) }
            #expect(try sample.draft.map(\.action) == actions)
        }
    }

    @Test("form a tree of lanes")
    func lanes() throws {
        try DraftSample.with { sample in
            let question = try sample.add("Minor?", .condition(.everybody, exits: [.no]))
            try sample.add("yes one", DraftSample.send(), in: .inside(question, .yes))
            try sample.add("yes two", DraftSample.send(), in: .inside(question, .yes))
            try sample.add("no one", DraftSample.send(), in: .inside(question, .no))
            let workflow = try sample.steps.workflow(of: sample.id, in: sample.clinic)
            guard case .condition(let condition) = workflow.steps.first?.action else {
                Issue.record("no condition")
                return
            }
            #expect(condition.yes.steps.map(\.name) == ["yes one", "yes two"])
            #expect(condition.no.steps.map(\.name) == ["no one"])
            #expect(!condition.yes.exits && condition.no.exits)
        }
    }

    @Test("stand in the lanes of a branch, whose keys are its own")
    func branch() throws {
        try DraftSample.with { sample in
            let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            var branch = DraftBranch(otherwise: .init(exits: true))
            let one = branch.add(name: "Children", rule: rule)
            let two = branch.add(rule: rule, exits: true)
            let id = try sample.add("Who?", .branch(branch))
            try sample.add("a", DraftSample.send(), in: .inside(id, two))
            try sample.add("b", DraftSample.send(), in: .inside(id, .otherwise))
            let inner = try sample.add("Inner?", .branch(branch), in: .inside(id, two))
            try sample.add("deep", DraftSample.send(), in: .inside(inner, one))
            #expect(try sample.draft.first { $0.id == id }?.action == .branch(branch))
            #expect(try put("x", .end(of: .inside(id, .added(3))), sample) == .gone)
            let lanes = try #require(try sample.steps.workflow(of: sample.id, in: sample.clinic).steps.first).lanes
            #expect(lanes.map(\.name) == ["Children", "Age is under 18", "Otherwise"])
            #expect(lanes.map { $0.lane.steps.map(\.name) } == [[], ["a", "Inner?"], ["b"]])
            #expect(lanes.map(\.lane.exits) == [false, true, true])

            let fewer = branch.replacing(lanes: [(one, "Children", rule, false)], otherwise: .init(exits: true))
            #expect(
                try sample.steps.update(
                    id, name: "Who?", .branch(fewer), ifVersion: 1, of: sample.id, in: sample.clinic,
                    by: sample.author, at: sample.now
                ).isDone)
            #expect(try sample.draft.map(\.name).sorted() == ["Who?", "b"])
            let removed = try #require(try sample.steps.removed(inner, of: sample.id, in: sample.clinic))
            #expect(removed.step.lane == .inside(id, two))
            #expect(removed.by == "Ana Bell")
        }
    }

    @Test("are refused deeper than people can follow")
    func depth() throws {
        try DraftSample.with { sample in
            var lane = DraftLane.main
            for _ in 0...Workflow.maximumDepth {
                lane = .inside(try sample.add("?", .condition(.everybody, exits: []), in: lane), .yes)
            }
            #expect(try put("too deep", .end(of: lane), sample) == .tooDeep)
        }
    }

    @Test("move up and down in their lane, and not past its ends")
    func moves() throws {
        try DraftSample.with { sample in
            let one = try sample.add("one", DraftSample.send())
            let two = try sample.add("two", DraftSample.send())
            #expect(try move(two, .up, sample).isDone)
            #expect(try sample.names == ["two", "one"])
            #expect(try move(two, .up, sample).isDone)
            #expect(try move(one, .down, sample).isDone)
            #expect(try sample.names == ["two", "one"])
            #expect(try move(two, .down, sample).isDone)
            #expect(try sample.names == ["one", "two"])
        }
    }

    @Test("are removed with what their lanes hold, and stay as rows")
    func removal() throws {
        try DraftSample.with { sample in
            let question = try sample.add("Minor?", .condition(.everybody, exits: []))
            let inner = try sample.add("Adult?", .condition(.everybody, exits: []), in: .inside(question, .yes))
            try sample.add("deep", DraftSample.send(), in: .inside(inner, .no))
            try sample.add("after", DraftSample.send())
            let outcome = try sample.steps.remove(
                question, ifVersion: 1, of: sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(outcome.isDone)
            #expect(try sample.draft.map(\.name) == ["after"])
            #expect(try sample.draft.map(\.position) == [1])
            #expect(try sample.count("step") == 4)
            #expect(try sample.steps.labels(of: sample.id, in: sample.clinic)[inner]?.name == "Adult?")
        }
    }

    @Test("tell the second of two who edit one of them, and who was first")
    func stale() throws {
        try DraftSample.with { sample in
            let id = try sample.add("Reminder", DraftSample.send())
            #expect(try rename(id, "First", ifVersion: 1, sample).isDone)
            guard case .stale(let current, let name) = try rename(id, "Second", ifVersion: 1, sample) else {
                Issue.record("the second was not told")
                return
            }
            #expect(current.name == "First")
            #expect(current.version == 2)
            #expect(name == "Ana Bell")
            #expect(try sample.names == ["First"])
        }
    }

    @Test("raise the campaign's version with each change")
    func version() throws {
        try DraftSample.with { sample in
            let before = try sample.campaign.version
            let id = try sample.add("Reminder", DraftSample.send())
            _ = try rename(id, "New", ifVersion: 1, sample)
            #expect(try sample.campaign.version == before + 2)
        }
    }

    @Test("do not change once the campaign is over")
    func fixed() throws {
        try DraftSample.with { sample in
            try sample.complete()
            let id = try #require(try sample.draft.first?.id)
            #expect(try sample.activate() == .done)
            #expect(try rename(id, "New", ifVersion: 1, sample).isDone)
            #expect(
                try sample.life.complete(sample.id, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            guard case .fixed(.completed) = try rename(id, "Newer", ifVersion: 2, sample) else {
                Issue.record("it was changed")
                return
            }
            #expect(try put("more", .end(of: .main), sample) == .fixed(.completed))
        }
    }

    @Test("go nowhere that is not there")
    func noPlace() throws {
        try DraftSample.with { sample in
            let send = try sample.add("Reminder", DraftSample.send())
            #expect(try put("x", .after(ID(send.rawValue + 1)), sample) == .gone)
            #expect(try put("x", .end(of: .inside(send, .yes)), sample) == .gone)
            #expect(try sample.names == ["Reminder"])
        }
    }

    @Test("stop at a number that people can still read")
    func full() throws {
        try DraftSample.with { sample in
            for _ in 0..<Workflow.maximumSteps { try sample.add("", DraftSample.send()) }
            #expect(try put("one too many", .end(of: .main), sample) == .full)
        }
    }

    @Test("are nobody else's")
    func otherClinic() throws {
        try DraftSample.with { sample in
            let id = try sample.add("Reminder", DraftSample.send())
            #expect(try sample.steps.draft(of: sample.id, in: sample.other).isEmpty)
            let added = try sample.steps.add(
                name: "x", DraftSample.send(), at: .end(of: .main), to: sample.id, in: sample.other,
                by: sample.author, at: sample.now)
            #expect(added == .gone)
            let removed = try sample.steps.remove(
                id, ifVersion: nil, of: sample.id, in: sample.other, by: sample.author, at: sample.now)
            guard case .gone = removed else {
                Issue.record("another clinic removed it")
                return
            }
        }
    }

    @discardableResult
    private func put(_ name: String, _ place: StepStore.Place, _ sample: DraftSample) throws -> StepStore.Addition {
        try sample.steps.add(
            name: name, DraftSample.send(), at: place, to: sample.id, in: sample.clinic, by: sample.author,
            at: sample.now)
    }

    private func move(_ id: ID<Step>, _ direction: StepStore.Direction, _ sample: DraftSample) throws
        -> EditOutcome<DraftStep>
    {
        try sample.steps.move(id, direction, of: sample.id, in: sample.clinic, by: sample.author, at: sample.now)
    }

    private func rename(_ id: ID<Step>, _ name: String, ifVersion version: Int, _ sample: DraftSample) throws
        -> EditOutcome<DraftStep>
    {
        try sample.steps.update(
            id, name: name, DraftSample.send(), ifVersion: version, of: sample.id, in: sample.clinic,
            by: sample.author, at: sample.now)
    }
}
