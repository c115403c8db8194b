import Campaigns
import CivilTime
import Foundation
import MariaDB

enum RevisionSQL: String, CaseIterable {
    /// One row: the revision's document.
    case document = "SELECT document FROM revision WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
    /// One row: the next number.
    case nextNumber = """
        SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision WHERE clinic_id = ? AND campaign_id = ?
        """
    case insert = """
        INSERT INTO revision (clinic_id, campaign_id, number, document, staff_id, published_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """
}

/// The immutable copies of workflows that activation publishes. A store remembers the documents it has read: they
/// never change.
public final class RevisionStore {
    let db: Database
    private var read: [ID<Revision>: Terms] = [:]

    public init(_ db: Database) { self.db = db }

    /// What the revision says.
    public func terms(_ id: ID<Revision>, of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Terms {
        if let terms = read[id] { return terms }
        guard let row = try db.row(RevisionSQL.document.rawValue, [.id(clinic), .id(campaign), .id(id)]) else {
            preconditionFailure("revision \(id) is referred to, but is not there")
        }
        let terms = try JSONDecoder().decode(Terms.self, from: Data(row.text("document").utf8))
        read[id] = terms
        return terms
    }

    /// Keeps `terms` as the campaign's next revision.
    public func publish(
        _ terms: Terms, of campaign: ID<Campaign>, in clinic: ID<Clinic>, by staff: ID<Staff>?, at now: Instant
    ) throws -> ID<Revision> {
        let number: Int =
            try db.row(RevisionSQL.nextNumber.rawValue, [.id(clinic), .id(campaign)])?.int("number") ?? 1
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let document = String(decoding: try encoder.encode(terms), as: UTF8.self)
        let change = try db.run(
            RevisionSQL.insert.rawValue,
            [.id(clinic), .id(campaign), .number(number), .text(document), .id(staff), .instant(now)])
        return ID(change.lastID)
    }
}
