import Campaigns
import CivilTime
import MariaDB
import Storage
import Testing

/// What a courier's answer changes, in time or after the message was taken back (delivery.md 1, 2).
@Suite struct CourierAnswerTests {
    @Test("a refusal for now is a try and no wire; a provider's trouble is a hold; what was not begun is neither")
    func refusedNow() throws {
        let now = try Practice.open { $0.at("2027-03-08T15:10") }
        for (outcome, settlement, end) in [
            (
                CourierAnswer.Outcome.refusedNow, Settlement.refusedNow(refusals: 0, at: now, jitter: 0),
                "BACK_OFF 0 1 7 21:11"
            ),
            (
                .providerTrouble, .providerTrouble(until: now.adding(minutes: 2), at: now),
                "PROVIDER_STOPPED 0 0 127 21:12"
            ),
            (.notBegun, .notBegun(at: now), " 0 0 7 21:10"),
            (.unknown, .unknown(channel: .sms, purpose: .care, wires: 1, at: now), " 1 0 7 21:10"),
        ] {
            try withWired { practice, send, token in
                _ = try practice.db.run("UPDATE send SET held_seconds = 7")
                try answer(outcome, settlement, send, token, practice)
                let row = try #require(
                    try practice.db.row(
                        """
                        SELECT CONCAT_WS(' ', COALESCE(reason, ''), wires, refusals, held_seconds,
                            DATE_FORMAT(next_at, '%H:%i')) AS stand, phase FROM send
                        """))
                #expect(row.text("stand") == end)
                #expect(row.text("phase") == "READY")
                // None of them makes it due later.
                #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE due_at = planned_at") == 1)
            }
        }
    }

    @Test(
        "an acceptance that comes late counts where the message may have left, and changes no other end",
        arguments: [
            ("phase = 'UNKNOWN'", "SENT"), ("phase = 'FAILED', failure = 'ambiguous'", "SENT"),
            ("phase = 'READY'", "SENT"), ("phase = 'READY', wires = 0", "READY"),
            ("phase = 'PARKED', parked_at = '2027-03-08'", "SENT"), ("phase = 'PARKED', wires = 0", "PARKED"),
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

    @Test("where it may have left is the same in the statement as in the domain, whatever the row says")
    func mayHaveLeft() throws {
        try withWired { practice, send, token in
            for phase in SendPhase.allCases {
                for failure in [nil] + FailureClass.allCases where (phase == .failed) == (failure != nil) {
                    for wires in 0...1 {
                        _ = try practice.db.run(
                            "UPDATE send SET claim_token = NULL, phase = ?, failure = ?, wires = ?",
                            [.text(phase.rawValue), .text(failure?.rawValue), .int(Int64(wires))])
                        try answer(.accepted, .sent, send, token, practice)
                        let end = try practice.db.row("SELECT phase FROM send")?.text("phase")
                        let isSent = phase.mayHaveLeft(failure: failure, wires: wires) || phase == .sent
                        #expect(end == (isSent ? "SENT" : phase.rawValue), "\(phase) \(wires)")
                    }
                }
            }
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
            send: send, token: token, outcome: outcome, code: nil, reference: nil, settlement: settlement)
        try WireStore(practice.db, revisions: RevisionStore(practice.db)).settle(
            [answer], at: practice.at("2027-03-08T15:10"))
    }
}
