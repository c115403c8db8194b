import Campaigns
import CivilTime
import Jobs
import MariaDB
import Storage
import Testing

/// What providers tell of messages changes their sends once, in whatever order it comes (delivery.md 2).
@Suite struct ReceiptTickTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// Where the reminder stands: SQL.
        let stand: String
        let told: [Receipt.Kind]
        /// Phase and failure.
        let end: String

        init(_ stand: String, _ told: [Receipt.Kind], _ end: String) {
            (self.stand, self.told, self.end) = (stand, told, end)
        }

        var testDescription: String { "\(stand): \(told.map(\.rawValue))" }
    }

    static let sent = "phase = 'SENT', sent_at = '2027-03-08 21:00:00', next_at = NULL"
    static let unknown = "phase = 'UNKNOWN'"
    static let ambiguous = "phase = 'FAILED', failure = 'ambiguous'"
    static let ready = "phase = 'READY', next_at = '2027-03-08 21:10:00'"

    @Test(
        "every receipt has its end, and the counts are those of the rows",
        arguments: [
            Case(sent, [.accepted], "SENT"), Case(sent, [.delivered], "DELIVERED"),
            Case(sent, [.bouncedNow], "FAILED bounced"),
            Case(sent, [.delivered, .accepted], "DELIVERED"), Case(sent, [.accepted, .delivered], "DELIVERED"),
            Case(sent, [.delivered, .bouncedForEver], "FAILED bounced"),
            Case(sent, [.bouncedForEver, .delivered, .accepted], "FAILED bounced"),
            Case(unknown, [.accepted], "SENT"), Case(unknown, [.delivered], "DELIVERED"),
            Case(unknown, [.optedOut], "FAILED bounced"),
            Case(ambiguous, [.accepted], "SENT"), Case(ambiguous, [.delivered], "DELIVERED"),
            Case(ambiguous, [.bouncedNow], "FAILED bounced"),
            Case(ready, [.accepted], "SENT"), Case(ready, [.delivered, .accepted], "DELIVERED"),
            Case(ready, [.bouncedNow, .delivered], "FAILED bounced"),
        ])
    func ends(row: Case) throws {
        for isOneBatch in [true, false] {
            try withWired { practice, send in
                try stand(row.stand, practice)
                for (minute, kind) in row.told.enumerated() {
                    try tell(kind, of: send, practice)
                    if !isOneBatch { try practice.tick("2027-03-08T15:0\(2 + minute)", [.receipts]) }
                }
                try practice.tick("2027-03-08T15:08", [.receipts])
                #expect(try end(practice) == row.end)
                try expectCounts(practice)
                #expect(try practice.count("SELECT COUNT(*) AS n FROM receipt WHERE state = 'pending'") == 0)
                // Told again, it changes nothing.
                for kind in row.told { try tell(kind, of: send, practice) }
                #expect(try practice.tick("2027-03-08T15:09", [.receipts]).isEmpty)
                #expect(try practice.count("SELECT COUNT(*) AS n FROM receipt") == row.told.count)
            }
        }
    }

    @Test("a receipt that comes before our own SENT is kept, and joined once the courier has answered")
    func early() throws {
        try withWired { practice, send in
            try tell(.delivered, of: send, practice)
            #expect(try practice.tick("2027-03-08T15:01", [.receipts]).first?.counts == ["kept": 1])
            #expect(try end(practice) == "WIRE")
            _ = try practice.db.run("UPDATE send SET \(Self.sent), claim_token = NULL, lease_until = NULL")
            #expect(try practice.tick("2027-03-08T15:02", [.receipts]).first?.counts == ["delivered": 1])
            #expect(try end(practice) == "DELIVERED")
        }
    }

    @Test("a message that nobody answered for and that arrived does not leave a second time")
    func once() throws {
        try withWired { practice, send in
            try tell(.delivered, of: send, practice)
            // Its lease is over: taken back, heard of, and not sent again, all in one tick.
            try practice.tick("2027-03-08T15:05", [.recover, .receipts, .delivery])
            #expect(try end(practice) == "DELIVERED")
            #expect(try practice.copies() == 0)
            try expectCounts(practice)
        }
    }

    @Test(
        "a number that is gone, or wants nothing more, hears nothing more",
        arguments: [
            (.bouncedForEver, "all bad_address"), (.optedOut, "all opt_out"),
            (.complaint, "marketing unsubscribe"), (.bouncedNow, nil), (.delivered, nil), (.accepted, nil),
        ] as [(Receipt.Kind, String?)])
    func suppresses(kind: Receipt.Kind, suppression: String?) throws {
        try withWired { practice, send in
            try stand(Self.sent, practice)
            try tell(kind, of: send, practice)
            for _ in 0..<2 { try practice.tick("2027-03-08T15:02", [.receipts]) }
            let rows = try practice.db.rows("SELECT CONCAT(scope, ' ', cause) AS one FROM suppression")
            #expect(rows.map { $0.text("one") } == [suppression].compactMap(\.self))
        }
    }

    @Test("a complaint stands once as a no to offers of all who read there, and a later yes of theirs lifts it")
    func complaint() throws {
        try withWired { practice, send in
            try stand(Self.sent, practice)
            _ = try practice.db.run("UPDATE send SET channel = 'EMAIL'")
            // Somebody else has the same address.
            _ = try practice.db.run(
                """
                INSERT INTO contact (clinic_id, first_name, last_name, created_at, updated_at)
                SELECT clinic_id, 'Adam', 'Lindqvist', created_at, updated_at FROM contact LIMIT 1
                """)
            _ = try practice.db.run(
                """
                INSERT INTO contact_address (clinic_id, contact_id, kind, contact_point_id)
                SELECT s.clinic_id, (SELECT MAX(id) FROM contact), 'email', s.contact_point_id FROM send s
                """)
            try tell(.complaint, of: send, practice)
            for _ in 0..<2 { try practice.tick("2027-03-08T15:02", [.receipts]) }
            let rows = try practice.db.rows(
                """
                SELECT c.contact_id, CONCAT_WS(' ', c.purpose, c.channel, c.granted, c.source, c.how) AS said
                FROM consent c WHERE c.source = 'complaint' ORDER BY c.contact_id
                """)
            #expect(
                rows.map { $0.text("said") }
                    == Array(repeating: "marketing EMAIL 0 complaint reported as spam", count: 2))
            let key = Consents.Key(contact: ID(1), subject: .marketing, channel: .email)
            var consents = Consents()
            let at = practice.at("2027-03-08T15:02")
            consents.record(Consents.Answer(granted: true, at: at.adding(minutes: -5), source: .person), for: key)
            consents.record(Consents.Answer(granted: false, at: at, source: .complaint), for: key)
            consents.record(Consents.Answer(granted: true, at: at.adding(minutes: 5), source: .intake), for: key)
            #expect(consents.granted(key) == false)
            consents.record(Consents.Answer(granted: true, at: at.adding(minutes: 5), source: .staff), for: key)
            #expect(consents.granted(key) == true)
        }
    }

    @Test("a receipt of another clinic's, or of no send at all, changes nothing")
    func strange() throws {
        try withWired { practice, send in
            try stand(Self.sent, practice)
            try tell(.bouncedForEver, of: send, in: ID(practice.clinic.id.rawValue + 1), practice)
            try tell(.bouncedForEver, of: ID(send.rawValue + 1_000), practice)
            try practice.tick("2027-03-08T15:02", [.receipts])
            #expect(try end(practice) == "SENT")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM suppression") == 0)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM receipt WHERE state = 'moot'") == 2)
        }
    }

    @Test("two ticks at once join each receipt once")
    func together() throws {
        try withWired { practice, send in
            try stand(Self.sent, practice)
            try tell(.delivered, of: send, practice)
            for _ in 0..<2 { try practice.tick("2027-03-08T15:02", [.receipts]) }
            try expectCounts(practice)
        }
    }

    @Test("what arrived counts on the clinic's day on which it did, and what comes back is taken out of that day")
    func days() throws {
        try withWired { practice, send in
            try stand(Self.sent, practice)
            try tell(.delivered, of: send, practice)
            try practice.tick("2027-03-09T10:00", [.receipts, .tally])
            let day =
                "SELECT COALESCE(SUM(amount), 0) AS n FROM tally_day WHERE measure = 'delivered' AND day = '2027-03-08'"
            #expect(try practice.count(day) == 1)
            try tell(.bouncedNow, of: send, practice)
            try practice.tick("2027-03-12T10:00", [.receipts, .tally])
            #expect(try practice.count(day) == 0)
            #expect(
                try practice.count(
                    "SELECT SUM(amount) AS n FROM tally_day WHERE measure = 'failed' AND day = '2027-03-12'")
                    == 1)
        }
    }

    /// A reminder by SMS on the wire.
    private func withWired(_ body: (Practice, ID<Send>) throws -> Void) throws {
        try Practice.open { practice in
            _ = try WireTests.reminder(practice)
            let now = practice.at(WireTests.now)
            let token = try practice.workplace(at: now).claimToken()
            let claimed = try SendStore(practice.db).claim(.sms, .reminder, at: now, limit: 10, token: token)
            _ = try WireStore(practice.db, revisions: RevisionStore(practice.db)).wire(
                claimed, of: practice.clinic.id, token: token, settling: [], at: now, compose: { _ in WireTests.letter }
            )
            try body(practice, try #require(claimed.first).id)
        }
    }

    /// Puts the reminder there, and counts it as what put it there would.
    private func stand(_ sql: String, _ practice: Practice) throws {
        _ = try practice.db.run("UPDATE send SET claim_token = NULL, lease_until = NULL, \(sql)")
        _ = try practice.db.run(
            """
            INSERT INTO tally_delta (clinic_id, campaign_id, step_id, day, measure, reason, amount)
            SELECT clinic_id, campaign_id, step_id, '2027-03-08', IF(phase = 'SENT', 'sent', 'failed'), '', 1 FROM send
            WHERE phase IN ('SENT', 'FAILED')
            """)
    }

    private func tell(
        _ kind: Receipt.Kind, of send: ID<Send>, in clinic: ID<Clinic>? = nil, _ practice: Practice
    ) throws {
        try ReceiptStore(practice.db).keep(
            Receipt(
                provider: "twilio", key: "\(send):\(kind.rawValue)", clinic: clinic ?? practice.clinic.id, send: send,
                wire: 1, kind: kind, code: "30003", occurredAt: practice.at("2027-03-08T15:01")),
            at: practice.at("2027-03-08T15:01"))
    }

    private func end(_ practice: Practice) throws -> String {
        let row = try #require(try practice.db.row("SELECT phase, failure, next_at FROM send"))
        #expect(row.isNull("next_at") || ["READY", "WIRE"].contains(row.text("phase")))
        return [row.text("phase"), row.optionalText("failure")].compactMap(\.self).joined(separator: " ")
    }

    private func expectCounts(_ practice: Practice) throws {
        for (measure, rows) in [
            ("sent", "sent_at IS NOT NULL"), ("delivered", "delivered_at IS NOT NULL"), ("failed", "phase = 'FAILED'"),
        ] {
            let told = try practice.count(
                "SELECT COALESCE(SUM(amount), 0) AS n FROM tally_delta WHERE measure = '\(measure)'")
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE \(rows)") == told, "\(measure)")
        }
        #expect(
            try practice.count(
                "SELECT COUNT(*) AS n FROM send WHERE (phase = 'DELIVERED') <> (delivered_at IS NOT NULL)") == 0)
    }
}
