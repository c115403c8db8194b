import Campaigns
import CivilTime
import MariaDB

enum InvoiceSQL: String, CaseIterable {
    /// One row: the invoice, locked.
    case lock = """
        SELECT id, patient_id, amount_cents, currency, due_on, paid_cents, paid_at, status
        FROM invoice WHERE clinic_id = ? AND external_id = ? FOR UPDATE
        """
    /// One row: the patient of a neighbour's id.
    case patient = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
    case insert = """
        INSERT INTO invoice (clinic_id, external_id, patient_id, amount_cents, currency, due_on, paid_cents, paid_at,
            status, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE invoice SET amount_cents = ?, currency = ?, due_on = ?, paid_cents = ?, paid_at = ?, status = ?,
            updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
}

/// Bills as the billing system tells them. A payment is told as an event, and another due date re-plans what waits on
/// it, in the same transaction; that one is due, the tick finds by itself.
public struct InvoiceStore {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Stores one invoice, in the transaction at hand or one of its own.
    public func save(_ intake: InvoiceIntake, in clinic: Clinic, isBulk: Bool = false, at now: Instant) throws
        -> Saved
    {
        try db.joiningTransaction {
            let key: [Value] = [.id(clinic.id), .text(intake.externalID)]
            guard let row = try db.row(InvoiceSQL.lock.rawValue, key) else {
                return try insert(intake, in: clinic.id, isBulk: isBulk, at: now)
            }
            return try update(row, by: intake, in: clinic, isBulk: isBulk, at: now)
        }
    }

    /// What a row holds that intake may change.
    private struct State: Equatable {
        var amountCents: Int64
        var currency: String
        var dueOn: CivilDate
        var paidCents: Int64
        var paidAt: Instant?
        var status: InvoiceStatus
    }

    private func insert(_ intake: InvoiceIntake, in clinic: ID<Clinic>, isBulk: Bool, at now: Instant) throws -> Saved {
        guard let amount = intake.amountCents.value, let currency = intake.currency.value,
            let dueOn = intake.dueOn.value, let status = intake.status.value, let patientKey = intake.patient.value
        else { return .refused(intake.problemsIfNew) }
        guard let patient = try patient(patientKey, in: clinic) else { return .refused([Self.unknownPatient]) }
        let state = State(
            amountCents: amount, currency: currency, dueOn: dueOn, paidCents: intake.paidCents.value ?? 0,
            paidAt: intake.paidAt.value, status: status)
        let change = try db.run(
            InvoiceSQL.insert.rawValue,
            [
                .id(clinic), .text(intake.externalID), .id(patient), .int(state.amountCents), .text(state.currency),
                .date(state.dueOn), .int(state.paidCents), .instant(state.paidAt), .choice(state.status),
                .instant(now), .instant(now),
            ])
        // First seen in bulk without its own time, the payment may be years old (rules.md 1.5).
        if state.paidCents > 0, !isBulk || state.paidAt != nil {
            try tell(state, of: ID(change.lastID), patient, in: clinic, isBulk: isBulk, at: now)
        }
        return .made
    }

    private func update(
        _ row: Row, by intake: InvoiceIntake, in clinic: Clinic, isBulk: Bool, at now: Instant
    ) throws -> Saved {
        let patient: ID<Patient> = row.id("patient_id")
        if let key = intake.patient.value, try self.patient(key, in: clinic.id) != patient {
            return .refused([Self.otherPatient])
        }
        let old = State(
            amountCents: row.int("amount_cents"), currency: row.text("currency"), dueOn: row.date("due_on"),
            paidCents: row.int("paid_cents"), paidAt: row.optionalInstant("paid_at"), status: row.choice("status"))
        let new = State(
            amountCents: intake.amountCents.value ?? old.amountCents, currency: intake.currency.value ?? old.currency,
            dueOn: intake.dueOn.value ?? old.dueOn, paidCents: intake.paidCents.replacing(old.paidCents) ?? 0,
            paidAt: intake.paidAt.replacing(old.paidAt), status: intake.status.value ?? old.status)
        guard new != old else { return .kept }
        _ = try db.run(
            InvoiceSQL.update.rawValue,
            [
                .int(new.amountCents), .text(new.currency), .date(new.dueOn), .int(new.paidCents),
                .instant(new.paidAt), .choice(new.status), .instant(now), .id(clinic.id), .int(row.int("id")),
            ])
        if new.paidCents > old.paidCents {
            try tell(new, of: row.id("id"), patient, in: clinic.id, isBulk: isBulk, at: now)
        }
        if new.dueOn != old.dueOn {
            try DateReplan(db: db, revisions: revisions, clinic: clinic, now: now)
                .replan(after: old.dueOn, of: row.id("id"), patient)
        }
        return .kept
    }

    private func patient(_ key: String, in clinic: ID<Clinic>) throws -> ID<Patient>? {
        try db.row(InvoiceSQL.patient.rawValue, [.id(clinic), .text(key)])?.optionalID("id")
    }

    /// An amount that was paid once, and taken back, and paid again, is told once.
    private func tell(
        _ state: State, of invoice: ID<Invoice>, _ patient: ID<Patient>, in clinic: ID<Clinic>, isBulk: Bool,
        at now: Instant
    ) throws {
        let arrival = EventStore.Arrival(
            key: "invoice:\(invoice):\(EventType.paymentReceived.rawValue):\(state.paidCents)",
            type: .paymentReceived, patient: patient, anchor: Anchor(invoice: invoice),
            occurredAt: state.paidAt.map { min($0, now) } ?? now, isBulk: isBulk,
            data: JSON.object(["paidCents": .integer(state.paidCents)]).text)
        try EventStore(db).emit(arrival, in: clinic, at: now)
    }

    private static let unknownPatient = FieldProblem(
        field: "patient", message: "There is no patient with this id. Send the patient first.")
    private static let otherPatient = FieldProblem(
        field: "patient", message: "This invoice belongs to another patient.")
}
