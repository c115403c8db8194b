import Campaigns
import CivilTime
import MariaDB

enum ConsentProofSQL: String, CaseIterable {
    /// One row per recorded answer of some people, the latest first.
    case answers = """
        SELECT STRAIGHT_JOIN c.id, c.contact_id, c.purpose, c.channel, c.granted, c.given_at, c.source, c.how, c.wording,
               s.name AS staff
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN consent c FORCE INDEX (clinic_id) ON c.clinic_id = ? AND c.contact_id = ids.id
        LEFT JOIN staff s ON s.clinic_id = c.clinic_id AND s.id = c.staff_id
        ORDER BY c.given_at DESC, c.id DESC LIMIT ?
        """
    /// One row per address of some that must not be written to.
    case suppressions = """
        SELECT STRAIGHT_JOIN s.contact_point_id, s.scope, s.cause, s.created_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN suppression s ON s.clinic_id = ? AND s.contact_point_id = ids.id
        WHERE s.lifted_at IS NULL ORDER BY s.created_at
        """
}

/// What the people around a patient said yes or no to, with the proof of it, and which of their addresses are closed.
public struct ConsentProof {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// One recorded answer.
    public struct Answer: Sendable, Hashable {
        public let key: Consents.Key
        public let answer: Consents.Answer
        public let how: String
        public let wording: String
        /// Who of the staff wrote it down; nil where nobody of them did.
        public let staff: String?
    }

    /// An address that takes no messages.
    public struct Closure: Sendable, Hashable {
        public let point: ID<ContactPoint>
        public let scope: Consents.SuppressionScope
        public let cause: SuppressionStore.Cause
        public let since: Instant
    }

    /// More than a family says in years; the latest are read.
    static let most = 200

    /// The latest first.
    public func answers(of people: some Collection<ID<Contact>>, in clinic: ID<Clinic>) throws -> [Answer] {
        guard !people.isEmpty else { return [] }
        return try db.rows(
            ConsentProofSQL.answers.rawValue, [.ids(people), .id(clinic), .number(Self.most)]
        ).map { row in
            Answer(
                key: Consents.Key(
                    contact: row.id("contact_id"), subject: row.choice("purpose"), channel: row.choice("channel")),
                answer: Consents.Answer(
                    granted: row.bool("granted"), at: row.instant("given_at"), source: row.choice("source")),
                how: row.text("how"), wording: row.text("wording"), staff: row.optionalText("staff"))
        }
    }

    public func closures(of points: some Collection<ID<ContactPoint>>, in clinic: ID<Clinic>) throws -> [Closure] {
        guard !points.isEmpty else { return [] }
        return try db.rows(ConsentProofSQL.suppressions.rawValue, [.ids(points), .id(clinic)]).map { row in
            Closure(
                point: row.id("contact_point_id"), scope: row.choice("scope"), cause: row.choice("cause"),
                since: row.instant("created_at"))
        }
    }
}
