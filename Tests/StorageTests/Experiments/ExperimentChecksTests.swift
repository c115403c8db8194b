import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite("What stands against a test of messages")
struct ExperimentChecksTests {
    private static func tried(
        _ templates: [ID<MessageTemplate>], endsAt: String, picksWinner: Bool = false,
        goal: Experiment.Goal = .confirmations
    ) throws -> DraftAction {
        let experiment = Experiment(
            key: try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f")), weight: 50,
            challengers: [.init(template: templates[1], weight: 50)], goal: goal,
            endsAt: try #require(CivilDateTime(endsAt)), picksWinner: picksWinner)
        return .send(SendStep(channel: .sms, template: templates[0], experiment: experiment))
    }

    private static func templates(_ sample: DraftSample) throws -> [ID<MessageTemplate>] {
        [try sample.template(), try sample.template(body: "{{patient.first_name}}: we look forward to you.")]
    }

    @Test("activation opens a test with its end in the clinic's time, and adopts every message's version")
    func opens() throws {
        try DraftSample.with { sample in
            let templates = try Self.templates(sample)
            let step = try sample.add("Reminder", try Self.tried(templates, endsAt: "2027-03-15T09:00"))
            #expect(try sample.activate() == .done)
            let open = try #require(try ExperimentStore(sample.db).experiments(of: sample.id, in: sample.clinic).first)
            #expect(open.step == step)
            #expect(open.arms == [.a, .b])
            #expect(open.endsAt == SampleRows.instant("2027-03-15T14:00Z"))
            #expect(open.state == .running)
            let revision = try #require(try sample.campaign.revisionID)
            let terms = try RevisionStore(sample.db).terms(revision, of: sample.id, in: sample.clinic)
            #expect(Set(terms.templateVersions.map(\.template)) == Set(templates))
            #expect(try ExperimentStore(sample.db).experiments(of: sample.id, in: sample.other).isEmpty)
        }
    }

    @Test("a test whose end has passed is refused")
    func ended() throws {
        try DraftSample.with { sample in
            let step = try sample.add(
                "Reminder", try Self.tried(try Self.templates(sample), endsAt: "2027-03-08T09:00"))
            guard case .refused(let problems) = try sample.activate() else {
                Issue.record("it was activated")
                return
            }
            #expect(problems.map(\.step) == [step])
            #expect(try sample.count("experiment") == 0)
        }
    }

    @Test("a test that runs keeps its end, its measure and its messages' number; its texts may be mended")
    func fixed() throws {
        try DraftSample.with { sample in
            let templates = try Self.templates(sample)
            let step = try sample.add("Reminder", try Self.tried(templates, endsAt: "2027-03-15T09:00"))
            #expect(try sample.activate() == .done)
            for action in [
                try Self.tried(templates, endsAt: "2027-03-16T09:00"),
                try Self.tried(templates, endsAt: "2027-03-15T09:00", picksWinner: true),
                try Self.tried(templates, endsAt: "2027-03-15T09:00", goal: .bookings),
            ] {
                try save(action, step, sample)
                guard case .refused(let problems) = try publish(sample) else {
                    Issue.record("it was published")
                    return
                }
                #expect(problems.map(\.step) == [step])
            }
            let other = [templates[0], try sample.template(body: "{{patient.first_name}}: until soon.")]
            try save(try Self.tried(other, endsAt: "2027-03-15T09:00"), step, sample)
            #expect(try publish(sample) == .done)
            #expect(try sample.count("experiment") == 1)
        }
    }

    private func save(_ action: DraftAction, _ step: ID<Step>, _ sample: DraftSample) throws {
        let version = try #require(try sample.draft.first { $0.id == step }).version
        let outcome = try sample.steps.update(
            step, name: "Reminder", action, ifVersion: version, of: sample.id, in: sample.clinic, by: sample.author,
            at: sample.now)
        #expect(outcome.isDone)
    }

    private func publish(_ sample: DraftSample) throws -> LifeOutcome {
        try sample.life.publish(
            sample.id, .init(version: try sample.campaign.version, movesPeople: true, couriers: [.email, .sms]),
            in: sample.clinic, by: sample.author, at: sample.now)
    }
}
