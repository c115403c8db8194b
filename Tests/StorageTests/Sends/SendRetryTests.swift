import Campaigns
import CivilTime
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("Sending a failed message once more")
struct SendRetryTests {
    private func withFailed(_ body: (DraftSample, ID<Campaign>, ID<Send>) throws -> Void) throws {
        try DraftSample.with { sample in
            let id = try sample.rows.campaign(in: sample.clinic)
            let patient = try sample.rows.patient("P-1", in: sample.clinic)
            let send = try sample.rows.send(of: id, to: patient, in: sample.clinic, plannedAt: sample.now)
            try sample.db.run(
                "UPDATE send SET phase = 'FAILED', failure = 'exhausted', next_at = NULL WHERE id = ?",
                [.int(send.rawValue)])
            try body(sample, id, send)
        }
    }

    private func retry(_ send: ID<Send>, _ id: ID<Campaign>, _ sample: DraftSample, in clinic: ID<Clinic>? = nil)
        throws -> SendRetry.Outcome
    {
        try SendRetry(sample.db).retry(
            send, of: id, in: clinic ?? sample.clinic, by: sample.author, at: sample.now.adding(minutes: 90))
    }

    @Test("a row of its own names the old one, waits for the sender, and is noted in the audit")
    func made() throws {
        try withFailed { sample, id, send in
            guard case .made(let made) = try retry(send, id, sample) else {
                Issue.record("nothing was made")
                return
            }
            let row = try #require(
                try sample.db.row("SELECT retry_of, retry_number, phase FROM send WHERE id = ?", [.int(made.rawValue)]))
            #expect(row.int("retry_of") == Int(send.rawValue))
            #expect(row.int("retry_number") == 1)
            #expect(row.text("phase") == "READY")
            #expect(try sample.count("send", where: "phase = 'FAILED'") == 1)
            #expect(try sample.count("audit_log", where: "verb = 'retry' AND noun = 'send'") == 1)
            #expect(try sample.count("tally_delta", where: "measure = 'planned'") == 1)
            #expect(try retry(send, id, sample) == .again)
            #expect(try retry(made, id, sample) == .notFailed)
            try sample.db.run("UPDATE send SET phase = 'FAILED' WHERE id = ?", [.int(made.rawValue)])
            guard case .made = try retry(made, id, sample) else {
                Issue.record("the second failure cannot be tried anew")
                return
            }
        }
    }

    @Test("what has been overtaken, has not failed, or is another's is not sent")
    func refused() throws {
        try withFailed { sample, id, send in
            #expect(try retry(send, id, sample, in: sample.other) == .gone)
            #expect(try retry(ID(send.rawValue + 9), id, sample) == .gone)
            #expect(try retry(send, sample.id, sample) == .gone)
            try sample.db.run("UPDATE enrollment SET schedule_version = 2")
            #expect(try retry(send, id, sample) == .overtaken)
            try sample.db.run("UPDATE enrollment SET schedule_version = 1, status = 'ended'")
            #expect(try retry(send, id, sample) == .overtaken)
            try sample.db.run("UPDATE enrollment SET status = 'finished'")
            try sample.db.run("UPDATE campaign SET status = 'COMPLETED' WHERE id = ?", [.int(id.rawValue)])
            #expect(try retry(send, id, sample) == .overtaken)
            try sample.db.run("UPDATE campaign SET status = 'PAUSED' WHERE id = ?", [.int(id.rawValue)])
            guard case .made = try retry(send, id, sample) else {
                Issue.record("nothing was made")
                return
            }
        }
    }
}
