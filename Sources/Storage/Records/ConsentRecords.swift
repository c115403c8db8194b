import Campaigns
import CivilTime
import MariaDB

enum ConsentRecordSQL: String, CaseIterable {
    /// One row per recorded answer, in the order in which they came, from an id upwards.
    case page = """
        SELECT id, contact_id, purpose, channel, granted, given_at, source, how, wording
        FROM consent FORCE INDEX (consent_record) WHERE clinic_id = ? AND id > ? ORDER BY id LIMIT ?
        """
    /// One row per recorded answer of a contact.
    case ofContact = """
        SELECT id, contact_id, purpose, channel, granted, given_at, source, how, wording
        FROM consent FORCE INDEX (clinic_id) WHERE clinic_id = ? AND contact_id = ? AND id > ? ORDER BY id LIMIT ?
        """
}

/// What people said yes or no to, as programs read it.
public struct ConsentRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// One recorded answer, known by its id.
    public struct Record: Sendable, Hashable {
        public let id: ID<Record>
        public let contact: ID<Contact>
        public let subject: Consents.Subject
        public let channel: Channel
        public let answer: Consents.Answer
        public let how: String
        public let wording: String
    }

    /// - Parameter contact: whose; nil for everybody's.
    public func page(of contact: ID<Contact>?, after: ID<Record>?, in clinic: ID<Clinic>) throws -> RecordPage<Record> {
        RecordPage(try records(of: contact, after: after ?? ID(0), .recordLimit, in: clinic))
    }

    /// nil when the clinic has none of this id.
    public func record(_ id: ID<Record>, in clinic: ID<Clinic>) throws -> Record? {
        try records(of: nil, after: ID(id.rawValue - 1), 1, in: clinic).first { $0.id == id }
    }

    private func records(of contact: ID<Contact>?, after: ID<Record>, _ limit: Value, in clinic: ID<Clinic>) throws
        -> [Record]
    {
        let rows =
            try contact.map {
                try db.rows(ConsentRecordSQL.ofContact.rawValue, [.id(clinic), .id($0), .id(after), limit])
            } ?? db.rows(ConsentRecordSQL.page.rawValue, [.id(clinic), .id(after), limit])
        return rows.map { row in
            Record(
                id: row.id("id"), contact: row.id("contact_id"), subject: row.choice("purpose"),
                channel: row.choice("channel"),
                answer: Consents.Answer(
                    granted: row.bool("granted"), at: row.instant("given_at"), source: row.choice("source")),
                how: row.text("how"), wording: row.text("wording"))
        }
    }
}
