import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

@Suite("Test messages to the staff's own address")
struct TestMessageStoreTests {
    private let mail = RenderedMessage(
        channel: .email, subject: "Your visit", paragraphs: [Paragraph(text: "Dear Mia")])

    private func wish(_ message: RenderedMessage? = nil, to address: String = "ana@lakeside.example")
        -> TestMessageStore.Wish
    {
        TestMessageStore.Wish(message: message ?? mail, language: "en", template: nil, address: address)
    }

    private func staff(_ sample: DraftSample) throws -> ID<Staff> { try #require(sample.author.staffID) }

    private func ask(_ wish: TestMessageStore.Wish, _ sample: DraftSample, at now: Instant? = nil) throws
        -> TestMessageStore.Asked
    {
        try TestMessageStore(sample.db).ask(
            wish, for: staff(sample), in: sample.clinic, at: now ?? sample.now)
    }

    private func asked(_ wish: TestMessageStore.Wish, _ sample: DraftSample, at now: Instant? = nil) throws
        -> ID<TestMessage>
    {
        guard case .asked(let id) = try ask(wish, sample, at: now) else { throw NotAsked() }
        return id
    }

    private struct NotAsked: Error {}

    @Test("wait for the tick with their mark, are noted, and are the asker's alone")
    func own() throws {
        try DraftSample.with { sample in
            let id = try asked(wish(), sample)
            let test = try #require(try TestMessageStore(sample.db).test(id, of: staff(sample), in: sample.clinic))
            #expect(test.state == .waiting && test.message.subject == "[Test] Your visit")
            #expect(try AuditStore(sample.db).latest(in: sample.clinic, limit: 1).first?.verb == .test)
            let colleague = try #require(
                try StaffStore(sample.db).add(
                    name: "Ben", email: "ben@lakeside.example", passwordHash: "x", role: .admin, in: sample.clinic,
                    at: sample.now))
            #expect(try TestMessageStore(sample.db).test(id, of: colleague, in: sample.clinic) == nil)
            #expect(try TestMessageStore(sample.db).test(id, of: staff(sample), in: sample.other) == nil)
        }
    }

    @Test("keep what was typed for their asker, as it was typed last")
    func typed() throws {
        try DraftSample.with { sample in
            func wish(named name: String) -> TestMessageStore.Wish {
                TestMessageStore.Wish(
                    message: mail, language: "en", template: nil, address: "ana@lakeside.example",
                    typed: TestMessageStore.TypedText(
                        name: name, subject: "Your visit", body: "Dear {{patient.first_name}}", version: 2, patient: nil
                    ))
            }
            let store = TestMessageStore(sample.db)
            let id = try asked(wish(named: "First"), sample)
            #expect(try asked(wish(named: "Second"), sample) == id)
            #expect(
                try store.typed(id, about: nil, of: staff(sample), in: sample.clinic) == wish(named: "Second").typed)
            #expect(try store.typed(id, about: ID(7), of: staff(sample), in: sample.clinic) == nil)
            #expect(try store.typed(id, about: nil, of: ID(0), in: sample.clinic) == nil)
            #expect(try store.typed(id, about: nil, of: staff(sample), in: sample.other) == nil)
        }
    }

    @Test("asked for twice by a double click are one")
    func doubled() throws {
        try DraftSample.with { sample in
            let first = try asked(wish(), sample)
            #expect(try asked(wish(), sample) == first)
            #expect(try sample.rows.count("test_message") == 1)
            var other = mail
            other.subject = "YOUR VISIT"
            #expect(try asked(wish(other), sample) != first)
        }
    }

    @Test("are limited for each member of staff, and taken again when the first is old enough")
    func limited() throws {
        try DraftSample.with { sample in
            for number in 1...TestMessageStore.limit { _ = try asked(wish(to: "a\(number)@x.example"), sample) }
            let until = sample.now.adding(minutes: TestMessageStore.limitMinutes)
            #expect(try ask(wish(), sample, at: sample.now.adding(minutes: 9)) == .tooMany(until: until))
            _ = try asked(wish(), sample, at: until)
        }
    }

    @Test("are refused while the clinic is held, and for an address that wants none")
    func refused() throws {
        try DraftSample.with { sample in
            let patient = try sample.rows.patient("P-1", in: sample.clinic, email: "robin@patients.example")
            let clinic = try #require(try ClinicStore(sample.db).clinic(sample.clinic))
            let facts = try FactsStore(sample.db).facts(of: patient, in: clinic)
            let point = try #require(facts?.circle.own.email)
            _ = try asked(wish(to: point.address), sample)
            try sample.db.transaction {
                try SuppressionStore(sample.db).suppress(
                    point.id, in: sample.clinic, scope: .all, because: .optOut, at: sample.now)
            }
            #expect(try ask(wish(to: point.address), sample, at: sample.now.adding(minutes: 11)) == .stopped)
            #expect(try ClinicHold(sample.db).hold(sample.clinic, by: .program, at: sample.now))
            #expect(try ask(wish(), sample) == .held)
        }
    }

    @Test("leave once, first come first, and nothing of a clinic that was held since")
    func queue() throws {
        try DraftSample.with { sample in
            let ids = [try asked(wish(), sample), try asked(wish(to: "b@x.example"), sample)]
            let queue = TestMessageQueue(sample.db)
            #expect(try queue.take(.sms, at: sample.now, limit: 8).isEmpty)
            #expect(try ClinicHold(sample.db).hold(sample.clinic, by: .program, at: sample.now))
            #expect(try queue.take(.email, at: sample.now, limit: 8).isEmpty)
            #expect(try ClinicHold(sample.db).release(sample.clinic, by: .program, at: sample.now))
            let leaving = try queue.take(.email, at: sample.now, limit: 8)
            #expect(leaving.map(\.test.id) == ids)
            #expect(leaving.first?.clinicName == "Lakeside Orthodontics" && leaving.first?.staffName == "Ana Bell")
            #expect(try queue.take(.email, at: sample.now, limit: 8).isEmpty)
        }
    }

    @Test("that nothing took along are late, and those whose sender died may have left")
    func lapsed() throws {
        try DraftSample.with { sample in
            let queue = TestMessageQueue(sample.db)
            let lost = try asked(wish(), sample)
            _ = try queue.take(.email, at: sample.now, limit: 8)
            let late = try asked(wish(to: "b@x.example"), sample)
            let end = sample.now.adding(minutes: TestMessageQueue.usefulMinutes)
            #expect(try queue.take(.email, at: end, limit: 8).isEmpty)
            #expect(try queue.lapse(at: end) == 2)
            #expect(try queue.lapse(at: end) == 0)
            let store = TestMessageStore(sample.db)
            #expect(try store.test(lost, of: staff(sample), in: sample.clinic)?.state == .unknown)
            #expect(try store.test(late, of: staff(sample), in: sample.clinic)?.failure == .late)
        }
    }
}
