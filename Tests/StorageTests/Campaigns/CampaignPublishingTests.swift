import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("Editing and publishing a campaign that runs")
struct CampaignPublishingTests {
    @Test("edits change nothing that runs, until they are published as the next revision")
    func publish() throws {
        try withRunning { sample in
            let before = try running(sample)
            let step = try #require(try sample.draft.first)
            try edit(step, name: "Hello", sample)
            #expect(
                try sample.campaigns.update(
                    .event(.appointmentCancelled, rule: nil), of: sample.id, ifVersion: sample.campaign.version,
                    in: sample.clinic, by: sample.author, at: sample.now
                ).isDone)
            #expect(
                try sample.campaigns.update(
                    audience: minors(), exclusions: nil, of: sample.id, ifVersion: sample.campaign.version,
                    in: sample.clinic, by: sample.author, at: sample.now
                ).isDone)
            #expect(try running(sample) == before)
            #expect(try triggered(by: .appointmentBooked, sample) == 1)
            #expect(try triggered(by: .appointmentCancelled, sample) == 0)
            #expect(try sample.campaign.trigger == .event(.appointmentCancelled, rule: nil))

            #expect(try publish(sample) == .done)
            let after = try running(sample)
            #expect(after.workflow.steps.map(\.name) == ["Hello"])
            #expect(try after.audience == minors())
            #expect(after.trigger == .event(.appointmentCancelled, rule: nil))
            #expect(try triggered(by: .appointmentBooked, sample) == 0)
            #expect(try triggered(by: .appointmentCancelled, sample) == 1)
            let listed = try RevisionStore(sample.db).list(of: sample.id, in: sample.clinic)
            #expect(listed.map(\.number) == [2, 1])
            #expect(listed.map(\.author) == ["Ana Bell", "Ana Bell"])
            #expect(try sample.count("audit_log", where: "verb = 'publish'") == 1)
        }
    }

    @Test("a publication that changes nothing, a stale one, and one of another clinic are refused")
    func refused() throws {
        try withRunning { sample in
            guard case .refused(let problems) = try publish(sample) else {
                Issue.record("nothing was published as something")
                return
            }
            #expect(problems.map(\.message) == ["Nothing was changed since it was published last."])
            let step = try #require(try sample.draft.first)
            try edit(step, name: "Hello", sample)
            let version = try sample.campaign.version
            #expect(try publish(sample, version: version - 1) == .stale(version: version))
            let publishing = CampaignLife.Publishing(version: version, movesPeople: true, couriers: [.sms])
            #expect(
                try sample.life.publish(sample.id, publishing, in: sample.other, by: sample.author, at: sample.now)
                    == .gone)
            #expect(
                try sample.life.dropDraft(sample.id, in: sample.other, by: sample.author, at: sample.now) == .gone)
            #expect(try sample.count("revision") == 1)
        }
    }

    @Test("what stands against activating stands against publishing")
    func problems() throws {
        try withRunning { sample in
            let wait = try sample.add("", try DraftSample.wait("2 days before due date"))
            guard case .refused(let problems) = try publish(sample) else {
                Issue.record("it was published")
                return
            }
            #expect(problems.map(\.step) == [wait])
            #expect(try sample.count("revision") == 1)
        }
    }

    @Test("a name is live, a newer text is published")
    func texts() throws {
        try withRunning { sample in
            let campaign = try sample.campaign
            var head = campaign.head
            head.name = "Another name"
            #expect(
                try sample.campaigns.update(
                    head, of: sample.id, ifVersion: campaign.version, in: sample.clinic, by: sample.author,
                    at: sample.now
                ).isDone)
            #expect(try sample.campaign.publishedVersion == sample.campaign.version)
            let template = try #require(try running(sample).templateVersions.first)
            let text = MessageDraft(name: "Reminder", channel: .sms, language: "en", subject: "", body: "Come.")
            _ = try MessageTemplateStore(sample.db).save(
                text, of: template.template, ifNumber: 1, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(try running(sample).templateVersions.map(\.number) == [1])
            let forecast = try #require(
                try sample.life.forecast(of: sample.id, in: sample.clinic, couriers: [.sms], at: sample.now))
            #expect(forecast.changes == [.text(template.template, from: 1, to: 2)])
            #expect(try publish(sample) == .done)
            #expect(try running(sample).templateVersions.map(\.number) == [2])
        }
    }

    @Test("what a publication would change takes the same few statements, however many are inside")
    func forecastStatements() throws {
        try withRunning { sample in
            try edit(try #require(try sample.draft.first), name: "Hello", sample)
            func enroll(_ numbers: ClosedRange<Int>) throws {
                for number in numbers {
                    let patient = try sample.rows.patient("P-\(number)", in: sample.clinic)
                    _ = try sample.rows.send(
                        of: sample.id, to: patient, in: sample.clinic, plannedAt: sample.now.adding(hours: number))
                }
            }
            func ask() throws -> (people: Int, statements: Int) {
                let before = sample.db.statementCount
                let forecast = try sample.life.forecast(
                    of: sample.id, in: sample.clinic, couriers: [.sms], at: sample.now)
                return (try #require(forecast).asked, sample.db.statementCount - before)
            }
            /// Asked before, so that every revision is known.
            func askedAgain() throws -> (people: Int, statements: Int) {
                _ = try ask()
                return try ask()
            }
            try enroll(1...2)
            let few = try askedAgain()
            try enroll(3...20)
            let many = try askedAgain()
            #expect([few.people, many.people] == [2, 20])
            #expect(many.statements == few.statements)
        }
    }

    @Test("so does one of a workflow with tests, draws by chance, awaited events and what an event told")
    func askingForecastStatements() throws {
        try withRunning { sample in
            try sample.rows.addAskingSteps(to: sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            func ask() throws -> (forecast: PublicationForecast, statements: Int) {
                let before = sample.db.statementCount
                let forecast = try sample.life.forecast(
                    of: sample.id, in: sample.clinic, couriers: [.sms], at: sample.now)
                return (try #require(forecast), sample.db.statementCount - before)
            }
            func add(_ numbers: ClosedRange<Int>) throws {
                try sample.rows.addWays(numbers, through: sample.id, in: sample.clinic, at: sample.now)
                _ = try ask()
            }
            try add(1...2)
            let few = try ask()
            try add(3...20)
            let many = try ask()
            #expect([few.forecast.asked, many.forecast.asked] == [2, 20])
            #expect(few.forecast.affected > 0)
            #expect(many.statements == few.statements)
        }
    }

    @Test("lists and counts call a step as it runs, and what was sent by an old revision as that called it")
    func names() throws {
        try withRunning { sample in
            let step = try #require(try sample.draft.first)
            let patient = try sample.rows.patient("P-1", in: sample.clinic)
            let send = try sample.rows.send(of: sample.id, to: patient, in: sample.clinic, plannedAt: sample.now)
            func called() throws -> [String?] {
                let history = try SendHistoryStore(sample.db).history(of: send, in: sample.clinic)
                let listed = try SendList(sample.db).page(of: sample.id, in: sample.clinic).sends.first
                let label = try sample.steps.labels(of: sample.id, in: sample.clinic)[step.id]
                return [history?.send.stepName, listed?.stepName, label?.name]
            }
            #expect(try called() == ["Reminder", "Reminder", "Reminder"])
            try edit(step, name: "Hello", sample)
            #expect(try called() == ["Reminder", "Reminder", "Reminder"])
            #expect(try publish(sample) == .done)
            #expect(try called() == ["Reminder", "Reminder", "Hello"])
        }
    }

    @Test("the draft goes back to what runs, with every step under its own id")
    func discard() throws {
        try DraftSample.with { sample in
            let template = try sample.template()
            try sample.add("First", DraftSample.send(template))
            let ask = try sample.add("VIP?", .condition(.everybody, exits: [.no]))
            try sample.add("Inside", DraftSample.send(template), in: .inside(ask, .yes))
            try sample.add("", try DraftSample.wait("for 2 days"), in: .inside(ask, .yes))
            #expect(try sample.activate() == .done)
            let before = try sample.draft
            let terms = try sample.campaigns.draftTerms(sample.id, in: sample.clinic)
            _ = try sample.steps.remove(
                ask, ifVersion: nil, of: sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            try edit(before[0], name: "Hello", sample)
            try sample.add("More", DraftSample.send(template))
            _ = try sample.campaigns.update(
                .event(.appointmentCancelled, rule: nil), of: sample.id, ifVersion: sample.campaign.version,
                in: sample.clinic, by: sample.author, at: sample.now)
            #expect(
                try sample.life.dropDraft(sample.id, in: sample.clinic, by: sample.author, at: sample.now) == .done)
            #expect(try sample.campaigns.draftTerms(sample.id, in: sample.clinic) == terms)
            #expect(try sample.draft.map(\.id) == before.map(\.id))
            #expect(try sample.campaign.publishedVersion == sample.campaign.version)
            guard case .refused = try publish(sample) else {
                Issue.record("something was left to publish")
                return
            }
        }
    }

    @Test("another time of a campaign that has not begun takes the place of the first; one that has begun keeps it")
    func scheduled() throws {
        try DraftSample.with { sample in
            let id = try sample.campaigns.create(
                CampaignHead(name: "Whitening", type: .marketing),
                trigger: .scheduled(CivilDateTime("2027-04-08T09:00")!),
                in: sample.clinic, by: sample.author, at: sample.now)
            _ = try sample.steps.add(
                name: "Offer", DraftSample.send(try sample.template(.email), by: .email), at: .end(of: .main), to: id,
                in: sample.clinic, by: sample.author, at: sample.now)
            #expect(try sample.activate(id) == .done)
            func move(to local: String) throws -> LifeOutcome {
                let version = try #require(try sample.campaigns.campaign(id, in: sample.clinic)).version
                _ = try sample.campaigns.update(
                    .scheduled(CivilDateTime(local)!), of: id, ifVersion: version, in: sample.clinic,
                    by: sample.author, at: sample.now)
                let publishing = CampaignLife.Publishing(
                    version: version + 1, movesPeople: true, couriers: [.email])
                return try sample.life.publish(id, publishing, in: sample.clinic, by: sample.author, at: sample.now)
            }
            #expect(try move(to: "2027-04-09T09:00") == .done)
            #expect(try sample.count("occurrence", where: "state = 'waiting' AND due_at = '2027-04-09 14:00'") == 1)
            #expect(try sample.count("occurrence", where: "state = 'missed'") == 1)
            for late in ["2027-03-01T09:00"] {
                guard case .refused(let problems) = try move(to: late) else {
                    Issue.record("it begins in the past")
                    return
                }
                #expect(problems.map(\.place) == [.trigger])
            }
            try sample.db.run("UPDATE occurrence SET state = 'fired' WHERE state = 'waiting'")
            guard case .refused(let problems) = try move(to: "2027-04-10T09:00") else {
                Issue.record("it begins a second time")
                return
            }
            #expect(problems.map(\.place) == [.trigger])
        }
    }

    private func withRunning(_ body: (DraftSample) throws -> Void) throws {
        try DraftSample.with { sample in
            try sample.complete()
            #expect(try sample.activate() == .done)
            try body(sample)
        }
    }

    private func running(_ sample: DraftSample) throws -> Terms {
        let revision = try #require(try sample.campaign.revisionID)
        return try RevisionStore(sample.db).terms(revision, of: sample.id, in: sample.clinic)
    }

    private func triggered(by type: EventType, _ sample: DraftSample) throws -> Int {
        try TriggerStore(sample.db).campaigns(on: type, in: sample.clinic).count
    }

    private func publish(_ sample: DraftSample, version: Int? = nil) throws -> LifeOutcome {
        let publishing = CampaignLife.Publishing(
            version: try version ?? sample.campaign.version, movesPeople: true, couriers: [.email, .sms])
        return try sample.life.publish(
            sample.id, publishing, in: sample.clinic, by: sample.author, at: sample.now)
    }

    private func edit(_ step: DraftStep, name: String, _ sample: DraftSample) throws {
        let outcome = try sample.steps.update(
            step.id, name: name, step.action, ifVersion: step.version, of: sample.id, in: sample.clinic,
            by: sample.author, at: sample.now)
        #expect(outcome.isDone)
    }

    private func minors() throws -> Rule {
        try Rule(json: JSON.parse(Array(#"{"field":"patient.age","op":"<","value":18}"#.utf8)))
    }
}
