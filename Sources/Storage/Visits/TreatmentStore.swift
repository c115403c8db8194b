import Campaigns
import CivilTime
import MariaDB

enum TreatmentSQL: String, CaseIterable {
    /// One row: the treatment, locked.
    case lock = """
        SELECT id, external_id, patient_id, type, status, phase, phase_started_at, started_at, ended_at
        FROM treatment WHERE clinic_id = ? AND external_id = ? FOR UPDATE
        """
    /// One row: the patient of a neighbour's id.
    case patient = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
    case insert = """
        INSERT INTO treatment (clinic_id, external_id, patient_id, type, status, phase, phase_started_at, started_at,
            ended_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE treatment SET type = ?, status = ?, phase = ?, phase_started_at = ?, started_at = ?, ended_at = ?,
            updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
}

/// Courses of treatment as the treatment system tells them. What a change means for events and planned messages is
/// written in the same transaction.
public struct TreatmentStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Stores one treatment, in the transaction at hand or one of its own.
    public func save(_ intake: TreatmentIntake, in clinic: Clinic, isBulk: Bool = false, at now: Instant) throws
        -> Saved
    {
        try db.joiningTransaction {
            let key: [Value] = [.id(clinic.id), .text(intake.externalID)]
            guard let row = try db.row(TreatmentSQL.lock.rawValue, key) else {
                return try insert(intake, in: clinic.id, isBulk: isBulk, at: now)
            }
            return try update(TreatmentRow.decode(row), by: intake, in: clinic, isBulk: isBulk, at: now)
        }
    }

    private func insert(_ intake: TreatmentIntake, in clinic: ID<Clinic>, isBulk: Bool, at now: Instant) throws
        -> Saved
    {
        guard let type = intake.type.value, let status = intake.status.value, let patientKey = intake.patient.value
        else { return .refused(intake.problemsIfNew) }
        guard let patient = try patient(patientKey, in: clinic) else { return .refused([Self.unknownPatient]) }
        let told = Treatment(
            id: ID(0), externalID: intake.externalID, patientID: patient, type: type, status: status,
            phase: intake.phase.value ?? "", phaseStartedAt: intake.phaseStartedAt.value,
            startedAt: intake.startedAt.value, endedAt: intake.endedAt.value)
        let change = try db.run(
            TreatmentSQL.insert.rawValue,
            [
                .id(clinic), .text(told.externalID), .id(patient), .text(told.type), .choice(told.status),
                .text(told.phase), .instant(told.phaseStartedAt), .instant(told.startedAt), .instant(told.endedAt),
                .instant(now), .instant(now),
            ])
        try emit(
            TreatmentChange(old: nil, new: told.with(id: ID(change.lastID)), milestones: intake.milestones),
            in: clinic, isBulk: isBulk, at: now)
        return .made
    }

    private func update(
        _ old: Treatment, by intake: TreatmentIntake, in clinic: Clinic, isBulk: Bool, at now: Instant
    ) throws -> Saved {
        if let key = intake.patient.value, try patient(key, in: clinic.id) != old.patientID {
            return .refused([Self.otherPatient])
        }
        let change = TreatmentChange(of: intake, to: old)
        let new = change.new
        if new != old {
            _ = try db.run(
                TreatmentSQL.update.rawValue,
                [
                    .text(new.type), .choice(new.status), .text(new.phase), .instant(new.phaseStartedAt),
                    .instant(new.startedAt), .instant(new.endedAt), .instant(now), .id(clinic.id), .id(new.id),
                ])
        }
        try emit(change, in: clinic.id, isBulk: isBulk, at: now)
        if change.isRedated {
            try DateReplan(db: db, revisions: revisions, clinic: clinic, now: now).replan(after: old)
        }
        return .kept
    }

    private func patient(_ key: String, in clinic: ID<Clinic>) throws -> ID<Patient>? {
        try db.row(TreatmentSQL.patient.rawValue, [.id(clinic), .text(key)])?.optionalID("id")
    }

    private func emit(_ change: TreatmentChange, in clinic: ID<Clinic>, isBulk: Bool, at now: Instant) throws {
        for told in change.events {
            // First seen in bulk without its own time, it may be years old (rules.md 1.5).
            if isBulk, change.old == nil, told.at == nil { continue }
            let time = told.at.map { min($0, now) } ?? now
            let key = "treatment:\(change.new.id):\(told.type.rawValue):\(told.mark ?? String(now.microseconds))"
            let arrival = EventStore.Arrival(
                key: key, type: told.type, patient: change.new.patientID, anchor: Anchor(treatment: change.new.id),
                occurredAt: time, isBulk: isBulk, data: told.data?.text)
            try EventStore(db).emit(arrival, in: clinic, at: now)
        }
    }

    private static let unknownPatient = FieldProblem(
        field: "patient", message: "There is no patient with this id. Send the patient first.")
    private static let otherPatient = FieldProblem(
        field: "patient", message: "This treatment belongs to another patient.")
}
