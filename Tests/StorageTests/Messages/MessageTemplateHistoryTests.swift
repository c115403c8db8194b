import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

@Suite("The versions of a message template")
struct MessageTemplateHistoryTests {
    private func save(
        _ body: String, _ language: String, of id: ID<MessageTemplate>, _ number: Int, _ sample: DraftSample
    )
        throws
    {
        let draft = MessageDraft(name: "Reminder", channel: .sms, language: language, subject: "", body: body)
        let edit = try MessageTemplateStore(sample.db).save(
            draft, of: id, ifNumber: number, in: sample.clinic, by: sample.author,
            at: sample.now.adding(minutes: number))
        #expect(edit == .saved(number: number + 1))
    }

    private func bodies(_ id: ID<MessageTemplate>, _ sample: DraftSample) throws -> [String] {
        try MessageTemplateStore(sample.db).texts(id, in: sample.clinic).map(\.body)
    }

    @Test("are told newest first, with who saved them and which languages changed")
    func told() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            try save("uno", "es", of: id, 1, sample)
            try save("two", "en", of: id, 2, sample)
            let history = MessageTemplateHistory(sample.db)
            let versions = try history.versions(of: id, upTo: 3, in: sample.clinic)
            #expect(versions.map(\.number) == [3, 2, 1])
            #expect(versions.map(\.changed) == [["en"], ["es"], ["en"]])
            #expect(versions.map(\.languages) == [["en", "es"], ["en", "es"], ["en"]])
            #expect(versions.allSatisfy { $0.author == "Ana Bell" })
            #expect(versions[0].savedAt == sample.now.adding(minutes: 2))
            #expect(try history.versions(of: id, upTo: 3, in: sample.other).isEmpty)
        }
    }

    @Test("come back as the newest, guarded by what was seen")
    func back() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            try save("two", "en", of: id, 1, sample)
            let history = MessageTemplateHistory(sample.db)
            func back(_ number: Int, seen: Int, in clinic: ID<Clinic>) throws -> MessageTemplateStore.Edit {
                try history.bringBack(number, of: id, ifNumber: seen, in: clinic, by: sample.author, at: sample.now)
            }
            guard case .stale = try back(1, seen: 1, in: sample.clinic) else {
                Issue.record("a stale tab was not told")
                return
            }
            #expect(try back(9, seen: 2, in: sample.clinic) == .gone)
            #expect(try back(1, seen: 2, in: sample.other) == .gone)
            #expect(try back(1, seen: 2, in: sample.clinic) == .saved(number: 3))
            #expect(try bodies(id, sample) == ["one"])
            let versions = [1, 2, 3].map { TemplateVersion(template: id, number: $0) }
            let texts = try MessageTemplateStore(sample.db).texts(of: versions, in: sample.clinic)
            #expect(versions.map { texts[$0]?.first?.body } == ["one", "two", "one"])
        }
    }

    @Test("may leave a language out, but never the last")
    func dropped() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            try save("uno", "es", of: id, 1, sample)
            let history = MessageTemplateHistory(sample.db)
            func drop(_ language: String, seen: Int) throws -> MessageTemplateStore.Edit {
                try history.dropLanguage(
                    language, of: id, ifNumber: seen, in: sample.clinic, by: sample.author, at: sample.now)
            }
            #expect(try drop("fr", seen: 2) == .gone)
            #expect(try drop("es", seen: 2) == .saved(number: 3))
            #expect(try bodies(id, sample) == ["one"])
            #expect(try drop("en", seen: 3) == .gone)
        }
    }

    @Test("are copied in every language, under a name of its own")
    func copied() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            try save("uno", "es", of: id, 1, sample)
            let history = MessageTemplateHistory(sample.db)
            let copy = try #require(
                try history.duplicate(id, in: sample.clinic, by: sample.author, at: sample.now))
            #expect(try bodies(copy, sample) == ["one", "uno"])
            let texts = try MessageTemplateStore(sample.db).texts(copy, in: sample.clinic)
            #expect(texts.first?.name == "Copy of Reminder" && texts.first?.number == 1)
            #expect(try history.duplicate(id, in: sample.other, by: sample.author, at: sample.now) == nil)
        }
    }

    @Test("a template that a test tries as its second message is in use")
    func challenger() throws {
        try DraftSample.with { sample in
            let (first, second) = (try sample.template(), try sample.template(body: "Shorter"))
            let experiment = Experiment(
                key: ExperimentKey("0123456789abcdef0123456789abcdef")!, weight: 50,
                challengers: [Experiment.Challenger(template: second, weight: 50)], holdoutWeight: 0, goal: .clicks,
                endsAt: CivilDateTime("2027-04-01T09:00")!, picksWinner: false)
            let step = try sample.add(
                "Reminder", .send(SendStep(channel: .sms, template: first, experiment: experiment)))
            let store = MessageTemplateStore(sample.db)
            let uses = try store.uses(of: [first, second], in: sample.clinic)
            #expect(uses[second]?.map(\.name) == ["Reminders"])
            #expect(uses[second]?.first?.steps.map(\.step) == [step])
            guard case .used = try store.remove(second, in: sample.clinic, by: sample.author, at: sample.now) else {
                Issue.record("a test's second message was removed")
                return
            }
        }
    }
}
