import Campaigns
import CivilTime
import Delivery
import Foundation
import MariaDB
import Storage
import Testing

@testable import Jobs

@Suite("The delivery of test messages")
struct TestDeliveryTests {
    private func staff(_ practice: Practice) throws -> ID<Staff> {
        try #require(
            try StaffStore(practice.db).add(
                name: "Ana Ruiz", email: "ana@lakeside.example", passwordHash: "x", role: .manager,
                in: practice.clinic.id, at: practice.at("2027-03-01T09:00")))
    }

    private func ask(_ practice: Practice, _ staff: ID<Staff>, _ channel: Channel, to address: String) throws
        -> ID<TestMessage>
    {
        let message = RenderedMessage(
            channel: channel, subject: channel == .email ? "Your visit" : "",
            paragraphs: [Paragraph(text: "Dear Mia, see you soon.")])
        let asked = try TestMessageStore(practice.db).ask(
            TestMessageStore.Wish(message: message, language: "en", template: nil, address: address), for: staff,
            in: practice.clinic.id, at: practice.at("2027-03-01T10:00"))
        guard case .asked(let id) = asked else { throw NotAsked() }
        return id
    }

    private struct NotAsked: Error {}

    private func test(_ id: ID<TestMessage>, _ practice: Practice, _ staff: ID<Staff>) throws -> TestMessage {
        try #require(try TestMessageStore(practice.db).test(id, of: staff, in: practice.clinic.id))
    }

    @Test("a test leaves with the next tick by the clinic's own courier, marked, once, and counts nowhere")
    func leaves() throws {
        try Practice.open { practice in
            let ana = try staff(practice)
            let mail = try ask(practice, ana, .email, to: "ana@lakeside.example")
            let sms = try ask(practice, ana, .sms, to: "+13125550177")
            let done = try practice.tick("2027-03-01T10:01", [.delivery])
            #expect(done.first?.counts == ["tests": 2])
            #expect(try practice.tick("2027-03-01T10:02", [.delivery]).isEmpty)
            #expect(try practice.copies() == 2)
            #expect(try test(mail, practice, ana).state == .sent && test(sms, practice, ana).state == .sent)
            let files = try FileManager.default.contentsOfDirectory(atPath: practice.outbox.path).sorted()
            let texts = try files.map { try String(contentsOf: practice.outbox.appending(path: $0), encoding: .utf8) }
            #expect(texts.contains { $0.contains("Subject: [Test] Your visit") && $0.contains("ana@lakeside.example") })
            #expect(texts.contains { $0.contains("To: +13125550177") && $0.contains("[Test] Dear Mia, see you soon.") })
            for table in ["send", "message", "tally_delta", "contact_point"] {
                #expect(try practice.count("SELECT COUNT(*) AS n FROM \(table)") == 0, "\(table)")
            }
        }
    }

    @Test(
        "a test of what is read in an inbox lands there with the next tick, and nothing leaves",
        arguments: [Channel.inApp, .push])
    func lands(channel: Channel) throws {
        try Practice.open { practice in
            let ana = try staff(practice)
            let id = try ask(practice, ana, channel, to: TestMessageStore.Wish.inbox)
            #expect(try practice.tick("2027-03-01T10:01", [.delivery]).first?.counts == ["tests": 1])
            #expect(try practice.tick("2027-03-01T10:02", [.delivery]).isEmpty)
            let test = try test(id, practice, ana)
            #expect(test.state == .sent && test.endedAt == practice.at("2027-03-01T10:01"))
            #expect(test.message.subject.hasPrefix("[Test]"))
            #expect(try practice.copies() == 0)
            for table in ["send", "message", "inbox_message", "tally_delta", "contact_point"] {
                #expect(try practice.count("SELECT COUNT(*) AS n FROM \(table)") == 0, "\(table)")
            }
        }
    }

    @Test(
        "what the provider says is kept, and nothing is tried again",
        arguments: [
            (
                Outcome.refused(Refusal(.forEver, .address, code: 550)), TestMessage.State.failed,
                TestMessage.Failure.address
            ),
            (.refused(Refusal(.forNow, .content, code: 451)), .failed, .refused),
            (.providerTrouble(ProviderTrouble(.unreachable)), .failed, .trouble),
            (.unauthorised(code: 401), .failed, .credentials),
            (.unknown(code: 0), .unknown, nil),
        ] as [(Outcome, TestMessage.State, TestMessage.Failure?)])
    func answers(outcome: Outcome, state: TestMessage.State, failure: TestMessage.Failure?) throws {
        try Practice.open { home in
            let practice = try Practice(
                home.db, couriers: [.email: AnsweringCourier { _ in outcome }], clinic: home.clinic.id)
            let ana = try staff(practice)
            let id = try ask(practice, ana, .email, to: "ana@lakeside.example")
            try practice.tick("2027-03-01T10:01", [.delivery])
            let ended = try test(id, practice, ana)
            #expect(ended.state == state && ended.failure == failure && ended.code == outcome.code)
            #expect(try practice.tick("2027-03-01T10:02", [.delivery]).isEmpty)
            #expect(try ProviderStore(practice.db).state(of: "answering") == .working)
        }
    }

    @Test("one whose turn did not come waits for the next tick")
    func notBegun() throws {
        try Practice.open { home in
            let slow = try Practice(
                home.db, couriers: [.email: AnsweringCourier { _ in .notBegun }], clinic: home.clinic.id)
            let ana = try staff(slow)
            let id = try ask(slow, ana, .email, to: "ana@lakeside.example")
            try slow.tick("2027-03-01T10:01", [.delivery])
            #expect(try test(id, slow, ana).state == .waiting)
            let quick = try Practice(
                home.db, couriers: [.email: AnsweringCourier { _ in .accepted(reference: nil) }], clinic: home.clinic.id
            )
            try quick.tick("2027-03-01T10:02", [.delivery])
            #expect(try test(id, quick, ana).state == .sent)
        }
    }

    @Test("a test is asked of a provider that is stopped, too")
    func stopped() throws {
        try Practice.open { home in
            let practice = try Practice(
                home.db, couriers: [.email: AnsweringCourier { _ in .accepted(reference: nil) }], clinic: home.clinic.id
            )
            let ana = try staff(practice)
            let stoppedAt = practice.at("2027-03-01T09:00")
            let trouble = ProviderState.Trouble(.credentials, code: 535, at: stoppedAt)
            try ProviderStore(practice.db).stop("answering", because: trouble, at: stoppedAt)
            let stopped = try ProviderStore(practice.db).state(of: "answering")
            #expect(stopped.isStopped && stopped.trouble == trouble)
            let id = try ask(practice, ana, .email, to: "ana@lakeside.example")
            try practice.tick("2027-03-01T10:01", [.delivery])
            #expect(try test(id, practice, ana).state == .sent)
            #expect(try ProviderStore(practice.db).state(of: "answering") == stopped)
        }
    }

    @Test("its text is forgotten after a week")
    func swept() throws {
        try Practice.open { practice in
            let ana = try staff(practice)
            let id = try ask(practice, ana, .email, to: "ana@lakeside.example")
            try practice.tick("2027-03-08T09:59", [.sweep])
            #expect(try test(id, practice, ana).isOver == false)
            try practice.tick("2027-03-08T10:01", [.sweep])
            #expect(try practice.count("SELECT COUNT(*) AS n FROM test_message") == 0)
        }
    }
}
