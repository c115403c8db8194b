import Campaigns
import CivilTime
import MariaDB

enum ConsentDeskSQL: String, CaseIterable {
    /// One row: the addresses of a contact that belongs to a patient, as the patient or as family.
    case person = """
        SELECT c.id, e.contact_point_id AS email
        FROM contact c
        LEFT JOIN contact_address e ON e.clinic_id = c.clinic_id AND e.contact_id = c.id AND e.kind = 'email'
        WHERE c.clinic_id = ? AND c.id = ? AND (
            EXISTS (SELECT 1 FROM patient p WHERE p.clinic_id = c.clinic_id AND p.id = ? AND p.contact_id = c.id)
            OR EXISTS (SELECT 1 FROM patient_contact l
                WHERE l.clinic_id = c.clinic_id AND l.patient_id = ? AND l.contact_id = c.id))
        """
    /// One row: the contact, locked, as by whoever stores an answer of theirs.
    case lock = "SELECT id FROM contact WHERE clinic_id = ? AND id = ? FOR UPDATE"
    /// Writes the answer down, unless the same one was written down just before: a form may be sent twice.
    case insert = """
        INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, how, wording, staff_id,
            created_at)
        SELECT ?, ?, ?, ?, ?, ?, 'staff', ?, ?, ?, ? FROM DUAL
        WHERE NOT EXISTS (
            SELECT 1 FROM consent t
            WHERE t.clinic_id = ? AND t.contact_id = ? AND t.purpose = ? AND t.channel = ? AND t.granted = ?
                AND t.source = 'staff' AND t.staff_id = ? AND t.how = ? AND t.wording = ? AND t.created_at > ?)
        ON DUPLICATE KEY UPDATE consent.id = consent.id
        """
    /// Opens an address again that was closed to offers by an unsubscription.
    case reopen = """
        UPDATE suppression SET lifted_at = ?
        WHERE clinic_id = ? AND contact_point_id = ? AND scope = 'marketing' AND cause IN ('unsubscribe', 'staff')
            AND lifted_at IS NULL
        """
}

/// Answers that people give to staff: at the desk, by telephone, on paper.
public struct ConsentDesk {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What somebody of a patient's circle said, as staff write it down.
    public struct Said: Sendable, Hashable {
        public var contact: ID<Contact>
        public var subjects: [Consents.Subject]
        public var channels: [Channel]
        public var granted: Bool
        public var at: Instant
        public var how: String
        public var wording: String

        public init(
            contact: ID<Contact>, subjects: [Consents.Subject], channels: [Channel], granted: Bool, at: Instant,
            how: String, wording: String
        ) {
            self.contact = contact
            self.subjects = subjects
            self.channels = channels
            self.granted = granted
            self.at = at
            self.how = how
            self.wording = wording
        }
    }

    /// A form sent twice within this time says one thing.
    static let onceMinutes = 10

    /// Stores one answer for each purpose and channel, in a transaction of its own, and opens an e-mail address again
    /// that an unsubscription had closed to the offers which are now wanted.
    ///
    /// - Returns: false when the contact is none of this patient's.
    public func record(
        _ said: Said, about patient: ID<Patient>, in clinic: ID<Clinic>, by staff: ID<Staff>, at now: Instant
    ) throws -> Bool {
        try db.transaction {
            let key: [Value] = [.id(clinic), .id(said.contact), .id(patient), .id(patient)]
            guard let person = try db.row(ConsentDeskSQL.person.rawValue, key) else { return false }
            // Contact points are locked before contacts (delivery.md 3).
            let wantsOffers = said.granted && said.subjects.contains(.marketing) && said.channels.contains(.email)
            if wantsOffers, let email: ID<ContactPoint> = person.optionalID("email") {
                _ = try db.row(SuppressionSQL.lockPoint.rawValue, [.id(clinic), .id(email)])
                _ = try db.run(ConsentDeskSQL.reopen.rawValue, [.instant(now), .id(clinic), .id(email)])
            }
            _ = try db.row(ConsentDeskSQL.lock.rawValue, [.id(clinic), .id(said.contact)])
            var added = 0
            for subject in said.subjects {
                for channel in said.channels { added += try insert(said, subject, channel, clinic, staff, now) }
            }
            guard added > 0 else { return true }
            try AuditStore(db).note(
                Deed(
                    .record, .patient, patient,
                    data: .object([
                        "contact": .integer(said.contact.rawValue), "granted": .bool(said.granted),
                        "answers": .integer(Int64(added)),
                    ])), by: .staff(staff), in: clinic, at: now)
            return true
        }
    }

    private func insert(
        _ said: Said, _ subject: Consents.Subject, _ channel: Channel, _ clinic: ID<Clinic>, _ staff: ID<Staff>,
        _ now: Instant
    ) throws -> Int {
        let what: [Value] = [
            .id(clinic), .id(said.contact), .choice(subject), .choice(channel), .bool(said.granted),
        ]
        let proof: [Value] = [.text(said.how), .text(said.wording)]
        let before = now.adding(minutes: -Self.onceMinutes)
        return try db.run(
            ConsentDeskSQL.insert.rawValue,
            what + [.instant(said.at)] + proof + [.id(staff), .instant(now)] + what + [.id(staff)] + proof
                + [.instant(before)]
        ).rows
    }
}
