import Campaigns
import CivilTime
import Foundation
import MariaDB

enum RevisionSQL: String, CaseIterable {
    /// One row: the revision's document.
    case document = "SELECT document FROM revision WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
    /// One row per revision of a list: its document.
    case documents = """
        SELECT STRAIGHT_JOIN r.id, r.document FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN revision r ON r.id = ids.id AND r.clinic_id = ?
        """
    /// One row: the next number.
    case nextNumber = """
        SELECT COALESCE(MAX(number), 0) + 1 AS number FROM revision WHERE clinic_id = ? AND campaign_id = ?
        """
    /// One row per revision, newest first, with who of the staff published it and how many are on their way by it.
    case list = """
        SELECT r.id, r.number, r.published_at, s.name AS staff,
               (SELECT COUNT(*) FROM enrollment e FORCE INDEX (enrollment_behind)
                WHERE e.clinic_id = r.clinic_id AND e.campaign_id = r.campaign_id AND e.status = 'running'
                    AND e.revision_id = r.id) AS inside
        FROM revision r LEFT JOIN staff s ON s.clinic_id = r.clinic_id AND s.id = r.staff_id
        WHERE r.clinic_id = ? AND r.campaign_id = ? AND r.number < ? ORDER BY r.number DESC LIMIT ?
        """
    /// One row: the revision of this number.
    case byNumber = "SELECT id FROM revision WHERE clinic_id = ? AND campaign_id = ? AND number = ?"
    /// One row per revision, newest first.
    case numbers = """
        SELECT number, published_at FROM revision WHERE clinic_id = ? AND campaign_id = ? ORDER BY number DESC LIMIT ?
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

    /// Reads those of them that it has not read yet, in one statement.
    func read(_ ids: Set<ID<Revision>>, in clinic: ID<Clinic>) throws {
        let missing = ids.filter { read[$0] == nil }
        guard !missing.isEmpty else { return }
        for row in try db.rows(RevisionSQL.documents.rawValue, [.ids(missing), .id(clinic)]) {
            read[row.id("id")] = try JSONDecoder().decode(Terms.self, from: Data(row.text("document").utf8))
        }
    }

    /// A revision as lists show it.
    public struct Listed: Sendable, Hashable {
        public let id: ID<Revision>
        public let number: Int
        public let publishedAt: Instant
        /// nil for a program.
        public let author: String?
        /// Patients on their way by it; one with two visits counts twice.
        public let inside: Int
    }

    /// How many a page shows.
    public static let listLimit = 20

    /// Newest first, and one more than a page shows, for what the last of them changed and whether there are more.
    ///
    /// - Parameter before: the number of the last of the page before; nil for the newest.
    public func list(of campaign: ID<Campaign>, in clinic: ID<Clinic>, before: Int? = nil) throws -> [Listed] {
        let values: [Value] = [
            .id(clinic), .id(campaign), .number(before ?? Int(Int32.max)), .number(Self.listLimit + 1),
        ]
        return try db.rows(RevisionSQL.list.rawValue, values).map { row in
            Listed(
                id: row.id("id"), number: row.int("number"), publishedAt: row.instant("published_at"),
                author: row.optionalText("staff"), inside: row.int("inside"))
        }
    }

    /// More than so many are not offered to choose from.
    static let numbersLimit = 200

    /// The numbers and times of the newest, newest first.
    public func numbers(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [(number: Int, at: Instant)] {
        try db.rows(RevisionSQL.numbers.rawValue, [.id(clinic), .id(campaign), .number(Self.numbersLimit)]).map {
            ($0.int("number"), $0.instant("published_at"))
        }
    }

    /// What the revision of a number says; nil without one.
    public func terms(number: Int, of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Terms? {
        let row = try db.row(RevisionSQL.byNumber.rawValue, [.id(clinic), .id(campaign), .number(number)])
        return try row.map { try terms($0.id("id"), of: campaign, in: clinic) }
    }

    /// What each of these, newest first, changed of the one before it; nothing for the last of them.
    public func changes(of listed: [Listed], _ campaign: ID<Campaign>, in clinic: ID<Clinic>) throws
        -> [ID<Revision>: [TermsChange]]
    {
        try read(Set(listed.map(\.id)), in: clinic)
        let pairs = try zip(listed, listed.dropFirst()).map { new, old in
            let terms = try terms(new.id, of: campaign, in: clinic)
            return (new.id, terms.changes(since: try self.terms(old.id, of: campaign, in: clinic)))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
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
