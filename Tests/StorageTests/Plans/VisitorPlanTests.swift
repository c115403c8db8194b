import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What every page of the staff asks for first.
@Suite struct VisitorPlanTests {
    @Test("it reads no more of what waits than it shows, however much that is")
    func bounded() throws {
        try withDatabase { db in
            try Crowd(db).fill(3_000)
            _ = try db.run(
                """
                INSERT INTO attention (send_id, clinic_id, campaign_id, kind, failed_at, closed_at)
                SELECT id, clinic_id, campaign_id, 'address', planned_at, IF(id % 3, NULL, planned_at) FROM send
                """)
            let clinic: Int = try db.row("SELECT MIN(clinic_id) AS id FROM send")!.int("id")
            let point = try db.run(
                "INSERT INTO contact_point (clinic_id, kind, address, created_at) VALUES (?, 'phone', '+13125550142', ?)",
                [.int(Int64(clinic)), .timestamp(SampleRows.made.microseconds)]
            ).lastID
            _ = try db.run(
                """
                INSERT INTO inbound_message
                    (clinic_id, provider, provider_key, contact_point_id, text, state, received_at, done_at)
                SELECT clinic_id, 'kannel', id, ?, 'Hello', 'shown', planned_at, IF(id % 3, NULL, planned_at) FROM send
                WHERE clinic_id = ?
                """, [.int(point), .int(Int64(clinic))])
            let staff = try StaffStore(db).add(
                name: "Ana", email: "ana@clinic.example", passwordHash: "none", role: .viewer, in: .init(Int64(clinic)),
                at: SampleRows.made)!
            let session = [UInt8](repeating: 7, count: 32)
            let made = Value.timestamp(SampleRows.made.microseconds)
            _ = try db.run(
                "INSERT INTO session (token_hash, clinic_id, staff_id, started_at, seen_at) VALUES (?, ?, ?, ?, ?)",
                [.bytes(session), .int(Int64(clinic)), .int(staff.rawValue), made, made])
            let before = try reads(db)
            let visitor = try #require(try VisitorStore(db).visitor(session: session))
            #expect(visitor.waitingAttention == Visitor.mostCounted + 1)
            #expect(visitor.waitingReplies == Visitor.mostCounted + 1)
            #expect(try reads(db) - before < 6 * Visitor.mostCounted)
        }
    }

    /// Rows that the connection has read.
    private func reads(_ db: Database) throws -> Int {
        try db.row(
            """
            SELECT CAST(SUM(VARIABLE_VALUE) AS SIGNED) AS n FROM information_schema.SESSION_STATUS
            WHERE VARIABLE_NAME LIKE 'HANDLER\\_READ\\_%'
            """)!.int("n")
    }
}
