import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

/// Which visits an activated campaign takes up (rules.md 1.5).
@Suite struct ComingVisitsTests {
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    @Test("booked and confirmed visits to come are counted and taken up, in pages, and none that is past or off")
    func toCome() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            let patient = try rows.patient("P-1", in: clinic)
            var expected: [ID<Appointment>] = []
            for (number, (status, hours, comes)) in Self.cases.enumerated() {
                let visit = try rows.visit(
                    "A-\(number)", of: patient, in: clinic, startsAt: now.adding(hours: hours))
                _ = try db.run(
                    "UPDATE appointment SET status = ? WHERE id = ?", [.text(status), .int(visit.rawValue)])
                if comes { expected.append(visit) }
            }
            let elsewhere = try rows.clinic("Elsewhere")
            try rows.visit(
                "A-1", of: rows.patient("P-1", in: elsewhere), in: elsewhere, startsAt: now.adding(hours: 1))
            let store = AppointmentStore(db, revisions: RevisionStore(db))
            #expect(try store.countToCome(in: clinic, now: now) == expected.count)
            #expect(try store.toCome(in: clinic, after: ID(0), now: now, limit: 10).map(\.id) == expected)
            #expect(
                try store.toCome(in: clinic, after: expected[0], now: now, limit: 1).map(\.id) == [expected[1]])
        }
    }

    private static let cases: [(status: String, hours: Int, comes: Bool)] = [
        ("booked", 1, true), ("confirmed", 24, true), ("booked", 0, false), ("booked", -1, false),
        ("confirmed", -24, false), ("proposed", 1, false), ("arrived", 1, false), ("completed", 1, false),
        ("cancelled", 1, false), ("no-show", 1, false), ("entered-in-error", 1, false), ("booked", 2, true),
    ]
}
