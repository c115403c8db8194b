import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite struct SendHistoryTests {
    @Test("a send that waits has no text, no attempt and no hit")
    func waiting() throws {
        try withDatabase { db in
            let sample = try CampaignSample(db)
            let send = try sample.send(afterMinutes: 0)
            let history = try #require(try SendHistoryStore(db).history(of: send, in: sample.clinic))
            #expect(history.text == nil)
            #expect(history.attempts.isEmpty)
            #expect(history.hits.isEmpty)
            #expect(history.address == "robin@patients.example")
            #expect(history.arm == nil)
            _ = try db.run("UPDATE send SET arm = 'B'")
            #expect(try SendHistoryStore(db).history(of: send, in: sample.clinic)?.arm == .b)
        }
    }

    @Test("a sent one is told with its text, each wire and each hit in order")
    func sent() throws {
        try withDatabase { db in
            let sample = try CampaignSample(db)
            let send = try sample.send(afterMinutes: 0, isSent: true)
            try wire(send, sample, outcome: "refused_now", code: 421, afterMinutes: -5)
            try wire(send, sample, outcome: "accepted", code: 250, afterMinutes: 0)
            _ = try db.run(
                "INSERT INTO message (id, clinic_id, subject, body, created_at) VALUES (?, ?, 'Hello', 'Dear Robin', ?)",
                [.int(send.rawValue), .int(sample.clinic.rawValue), .timestamp(sample.start.microseconds)])
            let link = try TrackingStore(db).linkID(
                "https://a.example/", of: sample.campaign, in: sample.clinic, at: sample.start)
            let later = sample.start.adding(minutes: 9)
            try TrackingStore(db).record(
                Hit(kind: .click, send: send, link: link, isMachine: false), in: sample.clinic, at: later)
            try ReceiptStore(db).keep(
                Receipt(
                    provider: "smtp", key: "a", clinic: sample.clinic, send: send, wire: nil, kind: .bouncedForEver,
                    code: "5.1.1", occurredAt: sample.start.adding(minutes: 7)), at: later)
            let history = try #require(try SendHistoryStore(db).history(of: send, in: sample.clinic))
            #expect(history.text == SendHistory.Text(subject: "Hello", body: "Dear Robin", smsParts: nil))
            #expect(history.attempts.map(\.outcome) == [.refusedNow, .accepted])
            #expect(history.attempts.map(\.code) == [421, 250])
            #expect(
                history.receipts == [
                    SendHistory.Told(kind: .bouncedForEver, code: "5.1.1", at: sample.start.adding(minutes: 7))
                ])
            #expect(
                history.hits == [
                    SendHistory.TrackedHit(kind: .click, at: later, isMachine: false, url: "https://a.example/")
                ])
        }
    }

    private func wire(_ send: ID<Send>, _ sample: CampaignSample, outcome: String, code: Int64, afterMinutes: Int)
        throws
    {
        let time = Value.timestamp(sample.start.adding(minutes: afterMinutes).microseconds)
        _ = try sample.rows.db.run(
            """
            INSERT INTO send_attempt (send_id, token, clinic_id, wired_at, ended_at, outcome, code)
            VALUES (?, RANDOM_BYTES(16), ?, ?, ?, ?, ?)
            """, [.int(send.rawValue), .int(sample.clinic.rawValue), time, time, .text(outcome), .int(code)])
    }
}
