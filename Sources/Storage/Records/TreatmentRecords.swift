import Campaigns
import CivilTime
import MariaDB

enum TreatmentRecordSQL: String, CaseIterable {
    /// One row per treatment, in the order of ids, from an id upwards.
    case page = """
        SELECT STRAIGHT_JOIN t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t FORCE INDEX (clinic_id)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.id > ? AND (? IS NULL OR t.status = ?) ORDER BY t.id LIMIT ?
        """
    /// The same of one patient.
    case ofPatient = """
        SELECT STRAIGHT_JOIN t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t FORCE INDEX (clinic_id_3)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.patient_id = ? AND t.id > ? AND (? IS NULL OR t.status = ?) ORDER BY t.id LIMIT ?
        """
    /// One row: the treatment of a neighbour's id.
    case one = """
        SELECT t.id, t.external_id, t.patient_id, p.external_id AS patient, t.type, t.status, t.phase,
               t.phase_started_at, t.started_at, t.ended_at
        FROM treatment t JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.external_id = ?
        """
    /// One row per milestone that was told of a treatment of a list, in the order in which they were reached.
    case milestones = """
        SELECT STRAIGHT_JOIN e.treatment_id, e.data, e.occurred_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN event e FORCE INDEX (clinic_id_5) ON e.clinic_id = ? AND e.treatment_id = ids.id
        WHERE e.type = ? ORDER BY e.occurred_at, e.id
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
        /// In the order in which they were reached.
        public let milestones: [Milestone]
    }

    public struct Milestone: Sendable, Hashable {
        public let name: String
        public let reachedAt: Instant
    }

    public func page(of patient: ID<Patient>?, status: TreatmentStatus?, after: ID<Treatment>?, in clinic: ID<Clinic>)
        throws -> RecordPage<Record>
    {
        let place: [Value] = [.id(after ?? ID(0)), .choice(status), .choice(status), .recordLimit]
        let rows =
            try patient.map { try db.rows(TreatmentRecordSQL.ofPatient.rawValue, [.id(clinic), .id($0)] + place) }
            ?? db.rows(TreatmentRecordSQL.page.rawValue, [.id(clinic)] + place)
        return RecordPage(try records(rows, in: clinic))
    }

    public func record(_ externalID: String, in clinic: ID<Clinic>) throws -> Record? {
        try records(db.rows(TreatmentRecordSQL.one.rawValue, [.id(clinic), .text(externalID)]), in: clinic).first
    }

    private func records(_ rows: [Row], in clinic: ID<Clinic>) throws -> [Record] {
        let treatments = rows.map(TreatmentRow.decode)
        let milestones = try milestones(of: treatments.map(\.id), in: clinic)
        return zip(treatments, rows).map { treatment, row in
            Record(treatment: treatment, patient: row.text("patient"), milestones: milestones[treatment.id] ?? [])
        }
    }

    private func milestones(of treatments: [ID<Treatment>], in clinic: ID<Clinic>) throws
        -> [ID<Treatment>: [Milestone]]
    {
        guard !treatments.isEmpty else { return [:] }
        let type = Value.text(EventType.treatmentMilestone.rawValue)
        let rows = try db.rows(TreatmentRecordSQL.milestones.rawValue, [.ids(treatments), .id(clinic), type])
        return Dictionary(grouping: rows) { $0.id("treatment_id") as ID<Treatment> }.mapValues { rows in
            rows.compactMap { row in
                EventRow.data(row.optionalText("data"))?["milestone"]?.stringValue.map {
                    Milestone(name: $0, reachedAt: row.instant("occurred_at"))
                }
            }
        }
    }
}
