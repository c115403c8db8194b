import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The history of a draft")
struct DraftHistoryTests {
    private func go(_ direction: DraftReturn.Direction, _ sample: DraftSample, ifVersion version: Int? = nil) throws
        -> DraftReturn.Outcome
    {
        try DraftReturn(sample.db).go(
            direction, sample.id, ifVersion: try version ?? sample.campaign.version, in: sample.clinic,
            by: sample.author, at: sample.now)
    }

    private func state(_ sample: DraftSample) throws -> DraftState {
        DraftState(of: try sample.campaign, try sample.draft)
    }

    @Test("each kind of change is undone and done again, and the ids of steps survive")
    func thereAndBack() throws {
        try DraftSample.with { sample in
            let template = try sample.template()
            let first = try sample.add("first", DraftSample.send(template))
            let question = try sample.add("Minor?", .condition(.everybody, exits: []))
            let inside = try sample.add("inside", DraftSample.send(), in: .inside(question, .yes))
            let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            let (steps, author, now) = (sample.steps, sample.author, sample.now)
            let changes: [(DraftChange.Verb, () throws -> Void)] = [
                (
                    .change,
                    {
                        _ = try steps.update(
                            first, name: "first again", try DraftSample.wait("for 2 days"), ifVersion: 1, of: sample.id,
                            in: sample.clinic, by: author, at: now)
                        _ = try steps.update(
                            first, name: "first again", DraftSample.send(), ifVersion: 1, of: sample.id,
                            in: sample.clinic, by: author, at: now)
                    }
                ),
                (
                    .move,
                    {
                        _ = try steps.place(
                            first, in: .inside(question, .no), at: 1, ifVersion: nil, of: sample.id, in: sample.clinic,
                            by: author, at: now)
                    }
                ),
                (.duplicate, { _ = try copy(question, sample) }),
                (.duplicateLane, { _ = try copy(.yes, of: question, sample) }),
                (
                    .remove,
                    {
                        _ = try steps.remove(
                            question, ifVersion: nil, of: sample.id, in: sample.clinic, by: author, at: now)
                    }
                ),
                (
                    .trigger,
                    {
                        _ = try sample.campaigns.update(
                            .event(.appointmentMoved, rule: nil), of: sample.id, ifVersion: sample.campaign.version,
                            in: sample.clinic, by: author, at: now)
                    }
                ),
                (
                    .audience,
                    {
                        _ = try sample.campaigns.update(
                            audience: rule, exclusions: nil, of: sample.id, ifVersion: sample.campaign.version,
                            in: sample.clinic, by: author, at: now)
                    }
                ),
                (
                    .settings,
                    {
                        _ = try sample.campaigns.update(
                            CampaignHead(name: "Renamed", type: .followUp), of: sample.id,
                            ifVersion: sample.campaign.version, in: sample.clinic, by: author, at: now)
                    }
                ),
            ]
            var states = [try state(sample)]
            for (_, change) in changes {
                try change()
                states.append(try state(sample))
            }
            #expect(Set(states).count == changes.count + 1)
            for index in changes.indices.reversed() {
                guard case .done(let undone) = try go(.undo, sample) else { throw Unexpected() }
                #expect(undone.verb == changes[index].0)
                #expect(undone.by == "Ana Bell")
                #expect(try state(sample) == states[index], "undo of \(changes[index].0)")
            }
            #expect(try sample.draft.contains { $0.id == inside })
            for index in changes.indices {
                guard case .done(let redone) = try go(.redo, sample) else { throw Unexpected() }
                #expect(redone.verb == changes[index].0)
                #expect(try state(sample) == states[index + 1], "redo of \(changes[index].0)")
            }
            guard case .nothing = try go(.redo, sample) else { throw Unexpected() }
        }
    }

    @Test("the last twenty changes can be undone, and no more")
    func limit() throws {
        try DraftSample.with { sample in
            for number in 1...DraftHistory.limit + 2 { try sample.add("step \(number)", DraftSample.send()) }
            for _ in 1...DraftHistory.limit {
                guard case .done = try go(.undo, sample) else { throw Unexpected() }
            }
            guard case .nothing = try go(.undo, sample) else { throw Unexpected() }
            #expect(try sample.names == ["step 1", "step 2"])
        }
    }

    @Test("what was undone cannot be done again once something else was changed")
    func another() throws {
        try DraftSample.with { sample in
            try sample.add("one", DraftSample.send())
            _ = try go(.undo, sample)
            try sample.add("two", DraftSample.send())
            guard case .nothing = try go(.redo, sample) else { throw Unexpected() }
            _ = try go(.undo, sample)
            #expect(try sample.names.isEmpty)
        }
    }

    @Test("an undo of a draft that was changed since it was looked at is refused, and told who changed it")
    func stale() throws {
        try DraftSample.with { sample in
            try sample.add("one", DraftSample.send())
            let seen = try sample.campaign.version
            try sample.add("two", DraftSample.send())
            guard case .stale(let by, let at) = try go(.undo, sample, ifVersion: seen) else { throw Unexpected() }
            #expect(by == "Ana Bell")
            #expect(at == sample.now)
            #expect(try sample.names == ["one", "two"])
            guard
                case .gone = try DraftReturn(sample.db).go(
                    .undo, sample.id, ifVersion: sample.campaign.version, in: sample.other, by: sample.author,
                    at: sample.now)
            else { throw Unexpected() }
        }
    }

    @Test("a step that undo leaves as it is keeps its version, so that whoever has it open is not disturbed")
    func undisturbed() throws {
        try DraftSample.with { sample in
            let one = try sample.add("one", DraftSample.send())
            try sample.add("two", DraftSample.send())
            _ = try go(.undo, sample)
            _ = try go(.redo, sample)
            #expect(try sample.draft.first { $0.id == one }?.version == 1)
        }
    }

    @Test("a lane that comes after an undone one never gets its key")
    func laneKeys() throws {
        try DraftSample.with { sample in
            let rule = Rule.test(FieldTest(field: .age, op: .less, value: .number(18)))
            var branch = DraftBranch()
            branch.add(name: "Children", rule: rule)
            let id = try sample.add("Who?", .branch(branch))
            _ = try copy(.added(1), of: id, sample)
            _ = try go(.undo, sample)
            let again = try sample.add("else", DraftSample.send())
            #expect(try copy(.added(1), of: id, sample) == id)
            let keys = try sample.draft.first { $0.id == id }?.action.laneKeys
            #expect(keys == [.added(1), .added(3), .otherwise])
            #expect(again != id)
        }
    }

    @Test("of what runs, undo changes the draft alone, and a draft that is back at what runs has nothing to publish")
    func running() throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            guard case .nothing = try go(.undo, sample) else { throw Unexpected() }
            try sample.add("more", DraftSample.send(try sample.template()))
            #expect(try sample.campaign.publishedVersion != sample.campaign.version)
            _ = try go(.undo, sample)
            #expect(try sample.campaign.publishedVersion == sample.campaign.version)
            #expect(try sample.names == ["Reminder"])
            #expect(
                try sample.life.dropDraft(sample.id, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            guard case .done(let discard) = try go(.undo, sample) else { throw Unexpected() }
            #expect(discard.verb == .discard)
        }
    }

    private func copy(_ id: ID<Step>, _ sample: DraftSample) throws -> StepCopying {
        var random = SystemRandomNumberGenerator()
        return try sample.steps.duplicate(
            id, ifDraft: sample.campaign.version, of: sample.id, in: sample.clinic, by: sample.author, at: sample.now,
            makeKey: { ExperimentKey(using: &random) })
    }

    private func copy(_ lane: LaneKey, of id: ID<Step>, _ sample: DraftSample) throws -> ID<Step>? {
        var random = SystemRandomNumberGenerator()
        let copying = try sample.steps.duplicate(
            lane: lane, of: id, ifDraft: sample.campaign.version, sample.id, in: sample.clinic, by: sample.author,
            at: sample.now, makeKey: { ExperimentKey(using: &random) })
        if case .copied(let id) = copying { return id }
        return nil
    }

    private struct Unexpected: Error {}
}
