import Campaigns
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct UnsubscribeStoreTests {
    @Test("an unsubscribe stops marketing to everyone with the address, once")
    func everyone() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let campaign = try rows.campaign(in: clinic)
            let patient = try rows.patient("P-1", in: clinic)
            _ = try rows.patient("P-2", in: clinic)
            _ = try rows.patient("P-3", in: clinic, email: "other@patients.example")
            let send = try rows.send(of: campaign, to: patient, in: clinic, plannedAt: now, sentAt: now)
            let store = UnsubscribeStore(db)
            let addressee = try #require(try store.addressee(of: send, in: clinic))
            #expect(addressee.clinicName == "Lakeside Orthodontics")

            for minute in 0..<3 { try store.unsubscribe(addressee, in: clinic, at: now.adding(minutes: minute)) }

            #expect(try rows.count("suppression", where: "scope = 'marketing' AND cause = 'unsubscribe'") == 1)
            #expect(try rows.count("suppression") == 1)
            #expect(try rows.count("consent", where: "NOT granted AND source = 'person' AND channel = 'EMAIL'") == 2)
            #expect(try rows.count("consent") == 2)
        }
    }

    @Test("a no that a later yes lifted is said again")
    func again() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let patient = try rows.patient("P-1", in: clinic)
            let send = try rows.send(
                of: try rows.campaign(in: clinic), to: patient, in: clinic, plannedAt: now, sentAt: now)
            let store = UnsubscribeStore(db)
            let addressee = try #require(try store.addressee(of: send, in: clinic))
            try store.unsubscribe(addressee, in: clinic, at: now)
            _ = try db.run(
                """
                INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
                SELECT clinic_id, contact_id, 'marketing', 'EMAIL', TRUE, ?, 'staff', ? FROM patient
                """, [.timestamp(now.adding(minutes: 5).microseconds), .timestamp(now.microseconds)])
            try store.unsubscribe(addressee, in: clinic, at: now.adding(minutes: 10))
            #expect(try rows.count("consent", where: "NOT granted") == 2)
        }
    }

    @Test(
        "what a system told, or is about something else, neither says the person's no to this nor lifts it",
        arguments: [
            ("'marketing', 'EMAIL', FALSE", "intake", 1, 0), ("'marketing', 'SMS', FALSE", "person", 1, 0),
            ("'care', 'EMAIL', FALSE", "person", 1, 0), ("'marketing', 'EMAIL', FALSE", "person", 0, 0),
            ("'care', 'EMAIL', TRUE", "person", 1, 0), ("'marketing', 'SMS', TRUE", "person", 1, 0),
            ("'marketing', 'EMAIL', TRUE", "person", 1, 1),
        ])
    func standing(answer: String, source: String, first: Int, second: Int) throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let patient = try rows.patient("P-1", in: clinic)
            let send = try rows.send(
                of: try rows.campaign(in: clinic), to: patient, in: clinic, plannedAt: now, sentAt: now)
            let store = UnsubscribeStore(db)
            let addressee = try #require(try store.addressee(of: send, in: clinic))
            func count(_ body: () throws -> Void) throws -> Int {
                let before = try rows.count("consent")
                try body()
                return try rows.count("consent") - before
            }
            func tell() throws {
                _ = try db.run(
                    """
                    INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, created_at)
                    SELECT clinic_id, contact_id, \(answer), ?, ?, ? FROM patient
                    """,
                    [
                        .timestamp(now.adding(minutes: 5).microseconds), .text(source),
                        .timestamp(now.microseconds),
                    ])
            }
            // Told before, it does not stand for the person's own no.
            try tell()
            #expect(try count { try store.unsubscribe(addressee, in: clinic, at: now.adding(minutes: 10)) } == first)
            // Told after that no, only a yes to the same lifts it.
            _ = try db.run("DELETE FROM consent")
            try store.unsubscribe(addressee, in: clinic, at: now)
            try tell()
            #expect(try count { try store.unsubscribe(addressee, in: clinic, at: now.adding(minutes: 10)) } == second)
        }
    }

    @Test("another clinic's send has no addressee")
    func otherClinic() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let patient = try rows.patient("P-1", in: clinic)
            let send = try rows.send(of: try rows.campaign(in: clinic), to: patient, in: clinic, plannedAt: now)
            #expect(try UnsubscribeStore(db).addressee(of: send, in: rows.clinic("Elsewhere")) == nil)
        }
    }

    private let now = SampleRows.instant("2027-03-08T16:00Z")
}
