import Campaigns
import MariaDB

enum TreatmentRecordSQL: String, CaseIterable {
    /// One row per treatment, in the order of ids, from an id upwards.
    case page = """
        SELECT STRAIGHT_JOIN t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t FORCE INDEX (clinic_id) JOIN patient p ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.id > ? AND (? IS NULL OR t.status = ?) ORDER BY t.id LIMIT ?
        """
    /// The same of one patient.
    case ofPatient = """
        SELECT STRAIGHT_JOIN t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t FORCE INDEX (clinic_id_3) JOIN patient p ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.patient_id = ? AND t.id > ? AND (? IS NULL OR t.status = ?) ORDER BY t.id LIMIT ?
        """
    /// One row: the treatment of a neighbour's id.
    case one = """
        SELECT t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t JOIN patient p ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.external_id = ?
        """
}

/// Treatments as programs read them.
public struct TreatmentRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public let treatment: Treatment
        /// The neighbour's id of the patient.
        public let patient: String
    }

    public func page(of patient: ID<Patient>?, status: TreatmentStatus?, after: ID<Treatment>?, in clinic: ID<Clinic>)
        throws -> RecordPage<Record>
    {
        let place: [Value] = [.id(after ?? ID(0)), .choice(status), .choice(status), .recordLimit]
        let rows =
            try patient.map { try db.rows(TreatmentRecordSQL.ofPatient.rawValue, [.id(clinic), .id($0)] + place) }
            ?? db.rows(TreatmentRecordSQL.page.rawValue, [.id(clinic)] + place)
        return RecordPage(rows.map(Self.decode))
    }

    public func record(_ externalID: String, in clinic: ID<Clinic>) throws -> Record? {
        try db.row(TreatmentRecordSQL.one.rawValue, [.id(clinic), .text(externalID)]).map(Self.decode)
    }

    private static func decode(_ row: Row) -> Record {
        Record(treatment: TreatmentRow.decode(row), patient: row.text("patient"))
    }
}
