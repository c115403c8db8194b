import Campaigns
import CivilTime
import MariaDB

enum EventIntakeSQL: String, CaseIterable {
    /// One row: the patient of a neighbour's id.
    case patient = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
    /// One row: the patient's appointment of a neighbour's id.
    case appointment = "SELECT id FROM appointment WHERE clinic_id = ? AND external_id = ? AND patient_id = ?"
    /// One row: the patient's treatment of a neighbour's id.
    case treatment = "SELECT id FROM treatment WHERE clinic_id = ? AND external_id = ? AND patient_id = ?"
    /// One row: the patient's invoice of a neighbour's id.
    case invoice = "SELECT id FROM invoice WHERE clinic_id = ? AND external_id = ? AND patient_id = ?"
}

/// Events as neighbour systems tell them.
public struct EventIntakeStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Keeps the event, in the transaction at hand or one of its own; one whose id came before changes nothing.
    public func save(_ intake: EventIntake, in clinic: ID<Clinic>, isBulk: Bool = false, at now: Instant) throws
        -> Saved
    {
        try db.joiningTransaction {
            let key: [Value] = [.id(clinic), .text(intake.patient)]
            guard let row = try db.row(EventIntakeSQL.patient.rawValue, key) else {
                return .refused([Self.unknownPatient])
            }
            let patient: ID<Patient> = row.id("id")
            guard let anchor = try anchor(intake.subject, of: patient, in: clinic) else {
                return .refused([Self.unknownSubject])
            }
            let arrival = EventStore.Arrival(
                key: "intake:" + intake.key, type: intake.type, patient: patient, anchor: anchor,
                occurredAt: intake.occurredAt.map { min($0, now) }, isBulk: isBulk, data: intake.data?.text)
            return try EventStore(db).emit(arrival, in: clinic, at: now) ? .made : .kept
        }
    }

    /// nil when there is no such subject of this patient.
    private func anchor(_ subject: EventIntake.Subject?, of patient: ID<Patient>, in clinic: ID<Clinic>) throws
        -> Anchor?
    {
        guard let subject else { return Anchor() }
        let values: [Value] = [.id(clinic), .text(subject.externalID), .id(patient)]
        func row(_ statement: EventIntakeSQL) throws -> Row? { try db.row(statement.rawValue, values) }
        switch subject.kind {
        case .appointment: return try row(.appointment).map { Anchor(appointment: $0.id("id")) }
        case .treatment: return try row(.treatment).map { Anchor(treatment: $0.id("id")) }
        case .invoice: return try row(.invoice).map { Anchor(invoice: $0.id("id")) }
        }
    }

    private static let unknownPatient = FieldProblem(
        field: "patient", message: "There is no patient with this id. Send the patient first.")
    private static let unknownSubject = FieldProblem(
        field: "subject.externalId", message: "The patient has none with this id. Send it first.")
}
