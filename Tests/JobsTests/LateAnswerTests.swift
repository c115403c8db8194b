import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

/// A courier may answer after the message was taken back (delivery.md 1).
@Suite struct LateAnswerTests {
    @Test(
        "an acceptance that comes late counts where the message may have left, and changes no other end",
        arguments: [
            ("phase = 'UNKNOWN'", "SENT"), ("phase = 'FAILED', failure = 'ambiguous'", "SENT"),
            ("phase = 'READY'", "SENT"), ("phase = 'READY', wires = 0", "READY"),
            ("phase = 'FAILED', failure = 'permanent'", "FAILED"),
            ("phase = 'FAILED', failure = 'exhausted'", "FAILED"), ("phase = 'SKIPPED'", "SKIPPED"),
        ])
    func accepted(stand: String, end: String) throws {
        try withWired { practice, send, token in
            _ = try practice.db.run("UPDATE send SET claim_token = NULL, lease_until = NULL, \(stand)")
            try answer(.accepted, .sent, send, token, practice)
            #expect(try practice.db.row("SELECT phase FROM send")?.text("phase") == end)
            let sent = try practice.count(
                "SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'sent' AND amount = 1")
            #expect(sent == (end == "SENT" ? 1 : 0))
            let unfailed = try practice.count(
                "SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'failed' AND amount = -1")
            #expect(unfailed == (end == "SENT" && stand.contains("FAILED") ? 1 : 0))
        }
    }

    @Test("a message taken back and then accepted does not leave a second time")
    func once() throws {
        try withWired { practice, send, token in
            _ = try SendStore(practice.db).recover(at: practice.at("2027-03-08T15:10"), limit: 10)
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 READY"])
            try answer(.accepted, .sent, send, token, practice)
            try practice.tick("2027-03-08T15:11")
            #expect(try practice.sends() == ["SMS 2027-03-08T15:00 SENT"])
            #expect(try practice.copies() == 0)
        }
    }

    @Test("a refusal that comes late leaves the message to whoever took it back")
    func refused() throws {
        for stand in ["UNKNOWN", "READY", "CLAIMED"] {
            try withWired { practice, send, token in
                _ = try practice.db.run(
                    "UPDATE send SET claim_token = NULL, next_at = '2027-03-08 21:10', phase = ?", [.text(stand)])
                try answer(.refusedForEver, .refusedForEver, send, token, practice)
                #expect(
                    try practice.count(
                        "SELECT COUNT(*) AS n FROM send WHERE phase = '\(stand)' AND failure IS NULL AND wires = 1")
                        == 1)
                #expect(try practice.count("SELECT COUNT(*) AS n FROM tally_delta WHERE measure = 'failed'") == 0)
            }
        }
    }

    /// A reminder by SMS on the wire, of which its courier has not answered yet.
    private func withWired(_ body: (Practice, ClaimedSend, ClaimToken) throws -> Void) throws {
        try Practice.open { practice in
            _ = try WireTests.reminder(practice)
            let now = practice.at(WireTests.now)
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .reminder, at: now, limit: 10, token: token)
            let result = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now, compose: { _ in WireTests.letter }
            )
            #expect(result.wired.count == 1)
            try body(practice, #require(claimed.first), token)
        }
    }

    private func answer(
        _ outcome: CourierAnswer.Outcome, _ settlement: Settlement, _ send: ClaimedSend, _ token: ClaimToken,
        _ practice: Practice
    ) throws {
        let answer = CourierAnswer(
            send: send, token: token, outcome: outcome, code: nil, reference: nil, isBadAddress: false,
            settlement: settlement)
        try WireStore(practice.db, revisions: RevisionStore(practice.db)).settle(
            [answer], at: practice.at("2027-03-08T15:10"))
    }
}
