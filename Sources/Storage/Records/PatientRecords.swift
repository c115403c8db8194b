import Campaigns
import MariaDB

enum PatientRecordSQL: String, CaseIterable {
    /// One row per patient, in the order of ids, from an id upwards.
    case page = """
        SELECT id FROM patient FORCE INDEX (clinic_id)
        WHERE clinic_id = ? AND id > ? AND (? IS NULL OR status = ?) ORDER BY id LIMIT ?
        """
}

/// Patients as programs read them.
public struct PatientRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public let patient: Patient
        public let circle: Circle
    }

    public func page(status: PatientStatus?, after: ID<Patient>?, in clinic: Clinic) throws -> RecordPage<Record> {
        let rows = try db.rows(
            PatientRecordSQL.page.rawValue,
            [.id(clinic.id), .id(after ?? ID(0)), .choice(status), .choice(status), .recordLimit])
        return RecordPage(try records(rows.map { $0.id("id") }, in: clinic))
    }

    /// The patient of a neighbour's id.
    public func record(_ externalID: String, in clinic: Clinic) throws -> Record? {
        guard let row = try db.row(PatientSQL.find.rawValue, [.id(clinic.id), .text(externalID)]) else { return nil }
        return try records([row.id("id")], in: clinic).first
    }

    private func records(_ ids: [ID<Patient>], in clinic: Clinic) throws -> [Record] {
        let facts = try FactsStore(db).facts(of: ids, in: clinic, reading: .tags)
        return ids.compactMap { facts[$0] }.map { Record(patient: $0.patient, circle: $0.circle) }
    }
}
