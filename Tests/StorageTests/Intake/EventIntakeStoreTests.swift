import Campaigns
import CivilTime
import MariaDB
import Storage
import TestSupport
import Testing

@Suite struct EventIntakeStoreTests {
    @Test("an event is kept once by its sender's id")
    func once() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try rows.patient("P-1", in: clinic)
            let event = try intake(["id": "E-1", "type": "RETAINER_REORDER_DUE", "patient": "P-1"])
            #expect(try EventIntakeStore(db).save(event, in: clinic, at: now) == .made)
            #expect(try EventIntakeStore(db).save(event, in: clinic, at: now) == .kept)
            #expect(try rows.count("event") == 1)
        }
    }

    @Test("an unknown patient, and a subject of somebody else, are refused at their field")
    func refused() throws {
        try withDatabase { db in
            let rows = SampleRows(db)
            let clinic = try rows.clinic()
            _ = try rows.patient("P-1", in: clinic)
            _ = try rows.patient("P-2", in: try rows.clinic("Elsewhere"))
            let stranger = try intake(["id": "E-1", "type": "LOST_TRAY", "patient": "P-2"])
            #expect(refusedFields(try EventIntakeStore(db).save(stranger, in: clinic, at: now)) == ["patient"])
            let subject = try intake([
                "id": "E-1", "type": "TREATMENT_STARTED", "patient": "P-1",
                "subject": ["kind": "treatment", "externalId": "T-1"],
            ])
            #expect(
                refusedFields(try EventIntakeStore(db).save(subject, in: clinic, at: now)) == ["subject.externalId"])
            #expect(try rows.count("event") == 0)
        }
    }

    private func refusedFields(_ saved: Saved) -> [String] {
        if case .refused(let problems) = saved { problems.map(\.field) } else { [] }
    }

    private func intake(_ json: JSON) throws -> EventIntake {
        let context = IntakeContext(zone: Zone("America/Chicago")!, now: now) { _ in nil }
        return try EventIntake(json: json, context: context)
    }

    private let now = SampleRows.instant("2027-03-08T16:00Z")
}
