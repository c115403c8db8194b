import Campaigns
import CivilTime
import Foundation
import Jobs
import Storage
import TestSupport
import Testing

/// Four months of a clinic's life: 2,999 real bookings, each told when it was made, with a tick at every due minute.
@Suite struct ReplayTests {
    @Test(
        "every patient gets exactly the messages that the rules promise for the booking, none late and none twice",
        .enabled(if: RealBooking.isThere, "needs ../shared/data/visits.csv, or CAMPANILE_VISITS naming it"))
    func replay() throws {
        let bookings = try RealBooking.all()
        #expect(bookings.count == 2_999)
        try withDatabase { db in
            let practice = try Practice(db, clinic: try clinic(db))
            defer { try? FileManager.default.removeItem(at: practice.outbox) }  // a folder left behind harms nobody
            try practice.start(.appointmentReminders, at: "2016-01-04T08:00")
            try run(bookings, in: practice)
            let sent = try messages(db, practice.clinic)
            let promised = bookings.flatMap(Promise.messages).sorted()
            #expect(sent.count == promised.count)
            let surprises = Set(sent).symmetricDifference(promised).sorted()
            #expect(surprises.isEmpty, "\(surprises.count), such as \(surprises.prefix(10))")
            #expect(try practice.copies() == promised.count)
            #expect(try practice.count("SELECT COUNT(*) AS n FROM send WHERE status IN ('PENDING', 'FAILED')") == 0)
        }
    }

    private func clinic(_ db: Database) throws -> ID<Clinic> {
        var clinic = NewClinic(name: "Lakeside of the Bay", zone: Zone("America/Sao_Paulo")!)
        let day = OpeningHours(
            from: ClockTime(minutes: RealBooking.opens), to: ClockTime(minutes: RealBooking.closes))
        clinic.hours = Array(repeating: day, count: 7)
        clinic.phone = "+9991"
        return try ClinicStore(db).add(clinic, at: Instant("2016-01-04T10:00Z")!)
    }

    private func run(_ bookings: [RealBooking], in practice: Practice) throws {
        let end = practice.at("\(RealBooking.day)T21:00")
        let intake = BulkIntake(practice.db, revisions: RevisionStore(practice.db))
        var waiting = bookings[...]
        var now = practice.at("2016-01-05T00:00")
        while now <= end {
            while let booking = waiting.first, practice.at(booking.bookedAt) <= now {
                try tell(booking, intake, practice, at: now)
                waiting.removeFirst()
            }
            _ = try Tick(practice.workplace(at: now)).run()
            let hour = Instant(seconds: (now.seconds / 3600 + 1) * 3600)
            let booked = waiting.first.map { practice.at($0.bookedAt) } ?? hour
            now = min(hour, booked, try due(practice.db, after: now) ?? hour)
        }
        #expect(waiting.isEmpty)
    }

    private func tell(_ booking: RealBooking, _ intake: BulkIntake, _ practice: Practice, at now: Instant) throws {
        let context = IntakeContext(zone: practice.clinic.zone, now: now, normalisePhone: { $0 })
        let lines = try booking.lines.map { try IntakeLine(json: $0, context: context) }
        let saved = try intake.save(lines, in: practice.clinic, at: now)
        #expect(saved.last == .made, "A-\(booking.visit): \(saved)")
    }

    /// The next minute at which something is due.
    private func due(_ db: Database, after now: Instant) throws -> Instant? {
        let row = try db.row(
            """
            SELECT MIN(at) AS at FROM (
                SELECT MIN(next_at) AS at FROM send WHERE phase = 'READY' AND next_at > ?
                UNION ALL SELECT MIN(due_at) FROM enrollment WHERE status = 'running' AND due_at > ?
            ) AS due
            """, [.timestamp(now.microseconds), .timestamp(now.microseconds)])
        return row?.optionalTimestamp("at").map { Instant(microseconds: $0).roundedUpToMinute }
    }

    /// Every message that left, as `Promise` writes it; sorted.
    private func messages(_ db: Database, _ clinic: Clinic) throws -> [String] {
        try db.rows(
            """
            SELECT a.external_id, s.channel, p.address, s.sent_at
            FROM send s JOIN enrollment e ON e.id = s.enrollment_id JOIN appointment a ON a.id = e.appointment_id
            JOIN contact_point p ON p.id = s.contact_point_id
            WHERE s.sent_at IS NOT NULL
            """
        ).map { row in
            let sentAt = clinic.zone.civil(at: Instant(microseconds: row.timestamp("sent_at"))).text
            return "\(row.text("external_id")) \(row.text("channel")) \(row.text("address")) \(sentAt)"
        }.sorted()
    }
}
