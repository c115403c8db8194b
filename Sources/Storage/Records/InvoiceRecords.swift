import Campaigns
import CivilTime
import MariaDB

enum InvoiceRecordSQL: String, CaseIterable {
    /// One row per invoice, in the order of ids, from an id upwards.
    case page = """
        SELECT STRAIGHT_JOIN i.id, i.external_id, i.patient_id, p.external_id AS patient, i.amount_cents, i.currency,
               i.due_on, i.paid_cents, i.paid_at, i.status
        FROM invoice i FORCE INDEX (clinic_id)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = i.clinic_id AND p.id = i.patient_id
        WHERE i.clinic_id = ? AND i.id > ? AND (? IS NULL OR i.status = ?) ORDER BY i.id LIMIT ?
        """
    /// The same of one patient.
    case ofPatient = """
        SELECT STRAIGHT_JOIN i.id, i.external_id, i.patient_id, p.external_id AS patient, i.amount_cents, i.currency,
               i.due_on, i.paid_cents, i.paid_at, i.status
        FROM invoice i FORCE INDEX (clinic_id_3)
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = i.clinic_id AND p.id = i.patient_id
        WHERE i.clinic_id = ? AND i.patient_id = ? AND i.id > ? AND (? IS NULL OR i.status = ?) ORDER BY i.id LIMIT ?
        """
    /// One row: the invoice of a neighbour's id.
    case one = """
        SELECT i.id, i.external_id, i.patient_id, p.external_id AS patient, i.amount_cents, i.currency, i.due_on,
               i.paid_cents, i.paid_at, i.status
        FROM invoice i JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = i.clinic_id AND p.id = i.patient_id
        WHERE i.clinic_id = ? AND i.external_id = ?
        """
}

/// Invoices as programs read them.
public struct InvoiceRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public let invoice: Invoice
        public let paidAt: Instant?
        /// The neighbour's id of the patient.
        public let patient: String
    }

    public func page(of patient: ID<Patient>?, status: InvoiceStatus?, after: ID<Invoice>?, in clinic: ID<Clinic>)
        throws -> RecordPage<Record>
    {
        let place: [Value] = [.id(after ?? ID(0)), .choice(status), .choice(status), .recordLimit]
        let rows =
            try patient.map { try db.rows(InvoiceRecordSQL.ofPatient.rawValue, [.id(clinic), .id($0)] + place) }
            ?? db.rows(InvoiceRecordSQL.page.rawValue, [.id(clinic)] + place)
        return RecordPage(rows.map(Self.decode))
    }

    public func record(_ externalID: String, in clinic: ID<Clinic>) throws -> Record? {
        try db.row(InvoiceRecordSQL.one.rawValue, [.id(clinic), .text(externalID)]).map(Self.decode)
    }

    private static func decode(_ row: Row) -> Record {
        let invoice = Invoice(
            id: row.id("id"), externalID: row.text("external_id"), patientID: row.id("patient_id"),
            amountCents: row.int("amount_cents"), currency: row.text("currency"), dueOn: row.date("due_on"),
            paidCents: row.int("paid_cents"), status: row.choice("status"))
        return Record(invoice: invoice, paidAt: row.optionalInstant("paid_at"), patient: row.text("patient"))
    }
}
