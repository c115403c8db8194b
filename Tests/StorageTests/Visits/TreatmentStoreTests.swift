import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct TreatmentStoreTests {
    @Test("a treatment starts once, and a pause is no new start")
    func started() throws {
        try withTreatments { told throws in
            #expect(try told.put(["patient": "P-1", "type": "braces", "status": "planned"]) == .made)
            #expect(try told.events() == [])
            #expect(try told.put(["status": "active", "startedAt": "2027-03-08T15:00Z"]) == .kept)
            #expect(try told.put(["status": "paused"]) == .kept)
            #expect(try told.put(["status": "active"]) == .kept)
            #expect(try told.events() == ["TREATMENT_STARTED"])
            #expect(try told.startedAt() == SampleRows.instant("2027-03-08T15:00Z"))
        }
    }

    @Test("phases, milestones and the end are told, each once")
    func later() throws {
        try withTreatments { told throws in
            _ = try told.put(["patient": "P-1", "type": "aligners", "status": "active"])
            _ = try told.put(["phase": "tray 2"])
            let halfway: JSON = ["milestones": [["name": "halfway", "reachedAt": "2027-03-08T15:00Z"]]]
            _ = try told.put(halfway)
            _ = try told.put(halfway)
            _ = try told.put(["status": "completed"])
            #expect(
                try told.events() == [
                    "TREATMENT_STARTED", "TREATMENT_PHASE_CHANGED", "TREATMENT_MILESTONE", "TREATMENT_COMPLETED",
                ])
        }
    }

    @Test("in bulk, a treatment first seen without its own time tells nothing")
    func bulk() throws {
        try withTreatments { told throws in
            _ = try told.put(["patient": "P-1", "type": "braces", "status": "active"], isBulk: true)
            #expect(try told.events() == [])
        }
    }

    @Test("an unknown patient, another patient and a new one without its fields are refused")
    func refused() throws {
        try withTreatments { told throws in
            #expect(try told.refusedFields(["patient": "P-9", "type": "braces", "status": "active"]) == ["patient"])
            #expect(try told.refusedFields([:]) == ["patient", "type", "status"])
            _ = try told.put(["patient": "P-1", "type": "braces", "status": "active"])
            #expect(try told.refusedFields(["patient": "P-2"]) == ["patient"])
        }
    }

    private func withTreatments(_ body: (ToldTreatment) throws -> Void) throws {
        try withDatabase { db in try body(ToldTreatment(db)) }
    }
}

/// One treatment as a neighbour system tells it, again and again.
private struct ToldTreatment {
    let rows: SampleRows
    let clinic: ID<Clinic>
    private let now = SampleRows.instant("2027-03-08T16:00Z")

    init(_ db: Database) throws {
        rows = SampleRows(db)
        clinic = try rows.clinic()
        _ = try rows.patient("P-1", in: clinic)
        _ = try rows.patient("P-2", in: clinic)
    }

    func put(_ json: JSON, isBulk: Bool = false) throws -> Saved {
        let context = IntakeContext(zone: Zone("America/Chicago")!, now: now) { _ in nil }
        let intake = try TreatmentIntake(externalID: "T-1", json: json, context: context)
        return try TreatmentStore(rows.db, revisions: RevisionStore(rows.db)).save(
            intake, in: ClinicStore(rows.db).clinic(clinic)!, isBulk: isBulk, at: now)
    }

    func refusedFields(_ json: JSON) throws -> [String] {
        if case .refused(let problems) = try put(json) { problems.map(\.field) } else { [] }
    }

    func events() throws -> [String] { try rows.db.rows("SELECT type FROM event ORDER BY id").map { $0.text("type") } }

    func startedAt() throws -> Instant? {
        try rows.db.row("SELECT occurred_at FROM event WHERE type = 'TREATMENT_STARTED'")
            .map { Instant(microseconds: $0.timestamp("occurred_at")) }
    }
}
