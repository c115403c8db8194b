import Campaigns
import MariaDB

enum ContactRecordSQL: String, CaseIterable {
    /// One row per contact with the current addresses, in the order of ids, from an id upwards.
    case page = """
        SELECT STRAIGHT_JOIN c.id, c.external_id, c.first_name, c.last_name, c.language, c.zone,
               e.id AS email_id, e.address AS email, f.id AS phone_id, f.address AS phone
        FROM contact c FORCE INDEX (clinic_id)
        LEFT JOIN contact_address ea FORCE INDEX (PRIMARY)
            ON ea.clinic_id = c.clinic_id AND ea.contact_id = c.id AND ea.kind = 'email'
        LEFT JOIN contact_point e ON e.clinic_id = ea.clinic_id AND e.id = ea.contact_point_id
        LEFT JOIN contact_address fa FORCE INDEX (PRIMARY)
            ON fa.clinic_id = c.clinic_id AND fa.contact_id = c.id AND fa.kind = 'phone'
        LEFT JOIN contact_point f ON f.clinic_id = fa.clinic_id AND f.id = fa.contact_point_id
        WHERE c.clinic_id = ? AND c.id > ? ORDER BY c.id LIMIT ?
        """
    /// One row: the contact of a neighbour's id.
    case find = "SELECT id FROM contact WHERE clinic_id = ? AND external_id = ?"
    /// One row per patient for whom one of the contacts may receive, the patient as own contact too.
    case patients = """
        SELECT STRAIGHT_JOIN p.contact_id, p.external_id AS patient, 'own' AS relation, TRUE AS receives_care,
               TRUE AS receives_marketing
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = ? AND p.contact_id = ids.id
        UNION ALL
        SELECT STRAIGHT_JOIN pc.contact_id, p.external_id, pc.relation, pc.receives_care, pc.receives_marketing
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient_contact pc FORCE INDEX (clinic_id) ON pc.clinic_id = ? AND pc.contact_id = ids.id
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = pc.clinic_id AND p.id = pc.patient_id
        """
}

/// The people who receive, as programs read them.
public struct ContactRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public struct Record: Sendable, Hashable {
        public let contact: Contact
        /// By the neighbour's ids.
        public let patients: [Link]
    }

    public struct Link: Sendable, Hashable {
        public let patient: String
        public let relation: Relation
        public let receives: Set<Purpose>
    }

    public func page(after: ID<Contact>?, in clinic: ID<Clinic>) throws -> RecordPage<Record> {
        RecordPage(try records(after: after ?? ID(0), .recordLimit, in: clinic))
    }

    /// nil when the clinic has none of this id.
    public func record(_ id: ID<Contact>, in clinic: ID<Clinic>) throws -> Record? {
        try records(after: ID(id.rawValue - 1), 1, in: clinic).first { $0.contact.id == id }
    }

    /// The contact of a neighbour's id.
    public func record(externalID: String, in clinic: ID<Clinic>) throws -> Record? {
        guard let row = try db.row(ContactRecordSQL.find.rawValue, [.id(clinic), .text(externalID)]) else { return nil }
        return try record(row.id("id"), in: clinic)
    }

    private func records(after: ID<Contact>, _ limit: Value, in clinic: ID<Clinic>) throws -> [Record] {
        let contacts = try db.rows(ContactRecordSQL.page.rawValue, [.id(clinic), .id(after), limit])
            .map(ContactRow.decode)
        let ids = Value.ids(contacts.map(\.id))
        let rows = try db.rows(ContactRecordSQL.patients.rawValue, [ids, .id(clinic), ids, .id(clinic)])
        let links = Dictionary(grouping: rows) { $0.id("contact_id") as ID<Contact> }
        return contacts.map { contact in
            let patients = (links[contact.id] ?? []).map(Self.link).sorted { $0.patient < $1.patient }
            return Record(contact: contact, patients: patients)
        }
    }

    private static func link(_ row: Row) -> Link {
        var receives: Set<Purpose> = []
        if row.bool("receives_care") { receives.insert(.care) }
        if row.bool("receives_marketing") { receives.insert(.marketing) }
        return Link(patient: row.text("patient"), relation: row.choice("relation"), receives: receives)
    }
}
