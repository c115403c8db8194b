import Campaigns
import CivilTime
import Storage
import Testing

@Suite("The message templates of a clinic")
struct MessageTemplateStoreTests {
    @Test("come back as they were saved, an SMS tidied")
    func roundTrip() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "{{patient.first_name}}’s visit…")
            let template = try #require(try store(sample).template(id, language: "en", in: sample.clinic))
            #expect(template.body == "{{patient.first_name}}'s visit...")
            #expect(template.number == 1)
            #expect(template.channel == .sms)
        }
    }

    @Test("keep every version, for what was published")
    func versions() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            #expect(try save("two", of: id, ifNumber: 1, sample) == .saved(number: 2))
            let versions = [1, 2].map { TemplateVersion(template: id, number: $0) }
            let texts = try store(sample).texts(of: versions, in: sample.clinic)
            #expect(versions.map { texts[$0]?.first?.body } == ["one", "two"])
            #expect(try store(sample).template(id, language: "en", in: sample.clinic)?.body == "two")
        }
    }

    @Test("tell the second of two who edit one, and who was first")
    func stale() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "one")
            #expect(try save("first", of: id, ifNumber: 1, sample) == .saved(number: 2))
            guard case .stale(let current, let name) = try save("second", of: id, ifNumber: 1, sample) else {
                Issue.record("the second was not told")
                return
            }
            #expect(current.body == "first")
            #expect(name == "Ana Bell")
        }
    }

    @Test("carry their other languages into a new version")
    func languages() throws {
        try DraftSample.with { sample in
            let id = try sample.template(body: "hello")
            #expect(try save("hola", of: id, ifNumber: 1, sample, language: "es") == .saved(number: 2))
            #expect(try save("hi", of: id, ifNumber: 2, sample) == .saved(number: 3))
            func body(_ language: String) throws -> String? {
                try store(sample).template(id, language: language, in: sample.clinic)?.body
            }
            #expect(try body("en") == "hi")
            #expect(try body("es-MX") == "hola")
            #expect(try body("de") == "hi")
        }
    }

    @Test("are removed only when no campaign that goes on names them")
    func removal() throws {
        try DraftSample.with { sample in
            let id = try sample.template()
            try sample.add("Reminder", DraftSample.send(id))
            guard case .used(let uses) = try remove(id, sample) else {
                Issue.record("a used template was removed")
                return
            }
            #expect(uses.map(\.name) == ["Reminders"])
            _ = try sample.life.archive(sample.id, in: sample.clinic, by: sample.author, at: sample.now)
            #expect(try remove(id, sample) == .done)
            #expect(try remove(id, sample) == .gone)
            #expect(try store(sample).page(channel: nil, search: "", page: 1, in: sample.clinic).total == 0)
            let version = TemplateVersion(template: id, number: 1)
            #expect(try store(sample).texts(of: [version], in: sample.clinic)[version] != nil)
        }
    }

    @Test("are listed by name with their uses, and found by part of it")
    func page() throws {
        try DraftSample.with { sample in
            let sms = try sample.template()
            _ = try sample.template(.email)
            try sample.add("Reminder", DraftSample.send(sms))
            let page = try store(sample).page(channel: .sms, search: "mind", page: 1, in: sample.clinic)
            #expect(page.lines.map(\.template.id) == [sms])
            #expect(page.lines.first?.uses.map(\.campaign) == [sample.id])
            #expect(page.matching == 1 && page.total == 2)
            #expect(try store(sample).page(channel: nil, search: "%", page: 1, in: sample.clinic).matching == 0)
        }
    }

    @Test("are nobody else's")
    func otherClinic() throws {
        try DraftSample.with { sample in
            let id = try sample.template()
            let store = store(sample)
            #expect(try store.template(id, language: "en", in: sample.other) == nil)
            #expect(try store.all(language: "en", in: sample.other).isEmpty)
            #expect(try store.texts(of: [TemplateVersion(template: id, number: 1)], in: sample.other).isEmpty)
            #expect(try store.uses(of: [id], in: sample.other).isEmpty)
            #expect(try store.remove(id, in: sample.other, by: sample.author, at: sample.now) == .gone)
            let draft = MessageDraft(name: "x", channel: .sms, language: "en", subject: "", body: "x")
            #expect(
                try store.save(draft, of: id, ifNumber: 1, in: sample.other, by: sample.author, at: sample.now)
                    == .gone)
        }
    }

    private func store(_ sample: DraftSample) -> MessageTemplateStore { MessageTemplateStore(sample.db) }

    private func save(
        _ body: String, of id: ID<MessageTemplate>, ifNumber number: Int, _ sample: DraftSample,
        language: String = "en"
    ) throws -> MessageTemplateStore.Edit {
        let draft = MessageDraft(name: "Reminder", channel: .sms, language: language, subject: "", body: body)
        return try store(sample).save(
            draft, of: id, ifNumber: number, in: sample.clinic, by: sample.author, at: sample.now)
    }

    private func remove(_ id: ID<MessageTemplate>, _ sample: DraftSample) throws -> MessageTemplateStore.Removal {
        try store(sample).remove(id, in: sample.clinic, by: sample.author, at: sample.now)
    }
}
