import Campaigns
import CivilTime
import Storage
import Testing

@testable import Web

@Suite("The page of a test message")
struct TestMessagePageTests {
    @Test("tells the asker whether it has left, and asks again while it has not")
    func states() throws {
        try SampleSite.with { site in
            let desk = try Desk(site)
            let id = try desk.askTest()
            let waiting = desk.get("/tests/\(id)").text
            #expect(waiting.contains("leaves within a minute") && waiting.contains("data-refresh=\"/tests/\(id)\""))
            #expect(waiting.contains("/assets/js/refresh.js"))
            let queue = TestMessageQueue(site.db)
            _ = try queue.take(.email, at: SampleSite.now, limit: 1)
            try queue.settle(id, as: .failed, because: .credentials, code: 535, at: SampleSite.now)
            let failed = desk.get("/tests/\(id)").text
            #expect(
                failed.contains("Did not leave") && failed.contains("does not accept the clinic&#39;s account")
                    || failed.contains("does not accept the clinic's account"))
            #expect(failed.contains("It answered 535."))
            #expect(!failed.contains("data-refresh"))
            #expect(try Desk(site, name: "Ben Cole").get("/tests/\(id)").status == 404)
            #expect(desk.get("/tests/abc").status == 404)
        }
    }

    @Test("says of every end what it means", arguments: TestMessage.State.allCases)
    func sentences(state: TestMessage.State) throws {
        let now = SampleSite.now
        let failures: [TestMessage.Failure?] = state == .failed ? TestMessage.Failure.allCases.map { $0 } : [nil]
        let sentences = failures.map { failure in
            TestPicture(
                test: TestMessage(
                    id: ID(1), template: nil,
                    message: RenderedMessage(channel: .email, subject: "", paragraphs: []), language: "en",
                    address: "ana@x.example", state: state, failure: failure, code: nil, createdAt: now, endedAt: now),
                times: Times(zone: Zone("America/Chicago")!, now: now)
            ).sentence
        }
        #expect(Set(sentences).count == failures.count)
        #expect(sentences.allSatisfy { $0.contains("ana@x.example") })
    }
}
