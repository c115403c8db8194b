import Campaigns
import CivilTime
import MariaDB

enum UnsubscribeSQL: String, CaseIterable {
    /// One row: where a send went, and for which clinic.
    case addressee = """
        SELECT s.contact_point_id, s.channel, c.name, c.postal_address, COALESCE(k.language, c.language) AS language
        FROM send s JOIN clinic c ON c.id = s.clinic_id
        LEFT JOIN contact k FORCE INDEX (PRIMARY) ON k.clinic_id = s.clinic_id AND k.id = s.contact_id
        WHERE s.id = ? AND s.clinic_id = ? AND s.contact_point_id IS NOT NULL
        """
    /// One row: the contact point, locked.
    case lockPoint = "SELECT id FROM contact_point WHERE clinic_id = ? AND id = ? FOR UPDATE"
    /// One row per contact with this address, by id, locked.
    case lockContacts = """
        SELECT c.id FROM contact_address a
        JOIN contact c FORCE INDEX (PRIMARY) ON c.clinic_id = a.clinic_id AND c.id = a.contact_id
        WHERE a.clinic_id = ? AND a.contact_point_id = ? ORDER BY c.id FOR UPDATE
        """
    /// Adds the person's own no, unless one from the same source stands that no later yes has lifted.
    case refuse = """
        INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, how, created_at)
        SELECT ?, ?, 'marketing', ?, FALSE, ?, ?, ?, ? FROM DUAL
        WHERE NOT EXISTS (
            SELECT 1 FROM consent n
            WHERE n.clinic_id = ? AND n.contact_id = ? AND n.purpose = 'marketing' AND n.channel = ?
                AND NOT n.granted AND n.source = ? AND NOT EXISTS (
                    SELECT 1 FROM consent y
                    WHERE y.clinic_id = n.clinic_id AND y.contact_id = n.contact_id AND y.purpose = n.purpose
                        AND y.channel = n.channel AND y.granted AND y.given_at > n.given_at))
        ON DUPLICATE KEY UPDATE consent.id = consent.id
        """
}

/// People who want to hear no more offers.
public struct UnsubscribeStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Where the send went that an unsubscribe link names.
    public struct Addressee: Sendable, Hashable {
        public let clinicName: String
        /// May have several lines, or be empty.
        public let clinicAddress: String
        /// Tag of the language that whoever got it reads.
        public let language: String
        let point: ID<ContactPoint>
        let channel: Channel
    }

    /// nil when the clinic has no such send, or it has no address.
    public func addressee(of send: ID<Send>, in clinic: ID<Clinic>) throws -> Addressee? {
        try db.row(UnsubscribeSQL.addressee.rawValue, [.id(send), .id(clinic)]).map { row in
            Addressee(
                clinicName: row.text("name"), clinicAddress: row.text("postal_address"),
                language: row.text("language"), point: row.id("contact_point_id"), channel: row.choice("channel"))
        }
    }

    /// Stops all marketing to every contact with this address, in a transaction of its own; a second time changes
    /// nothing.
    public func unsubscribe(_ addressee: Addressee, in clinic: ID<Clinic>, at now: Instant) throws {
        try db.transaction {
            _ = try db.row(UnsubscribeSQL.lockPoint.rawValue, [.id(clinic), .id(addressee.point)])
            let contacts: [ID<Contact>] = try db.rows(
                UnsubscribeSQL.lockContacts.rawValue, [.id(clinic), .id(addressee.point)]
            ).map { $0.id("id") }
            try SuppressionStore(db).suppress(
                addressee.point, in: clinic, scope: .marketing, because: .unsubscribe, at: now)
            let refusal = Refusal(channel: addressee.channel, source: .person, how: "unsubscribe link", at: now)
            for contact in contacts { try refuse(contact, refusal, in: clinic, at: now) }
        }
    }

    /// A no to all marketing by a channel.
    struct Refusal {
        let channel: Channel
        let source: Consents.Answer.Source
        let how: String
        /// When the person said so.
        let at: Instant
    }

    /// Writes the no down once, inside the caller's transaction; whoever stores a consent locks its contact.
    func refuse(_ contact: ID<Contact>, _ refusal: Refusal, in clinic: ID<Clinic>, at now: Instant) throws {
        _ = try db.run(
            UnsubscribeSQL.refuse.rawValue,
            [
                .id(clinic), .id(contact), .choice(refusal.channel), .instant(refusal.at), .choice(refusal.source),
                .text(refusal.how), .instant(now), .id(clinic), .id(contact), .choice(refusal.channel),
                .choice(refusal.source),
            ])
    }
}
