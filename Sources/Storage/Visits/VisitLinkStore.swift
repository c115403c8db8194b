import Campaigns
import CivilTime
import MariaDB
import Tokens

enum VisitLinkSQL: String, CaseIterable {
    case keep = "INSERT INTO visit_link (token_hash, clinic_id, appointment_id, starts_at) VALUES (?, ?, ?, ?)"
    /// One row: what the link of a code is about.
    case find = "SELECT clinic_id, appointment_id, starts_at FROM visit_link WHERE token_hash = ?"
    /// Forgets links of visits that began before a time.
    case sweep = "DELETE FROM visit_link WHERE starts_at < ? ORDER BY starts_at LIMIT ?"
}

/// The short links about visits, by the hashes of their codes.
public struct VisitLinkStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Keeps a new code's link, in the transaction at hand.
    public func keep(_ code: SecretToken, about visit: Appointment, in clinic: ID<Clinic>) throws {
        _ = try db.run(
            VisitLinkSQL.keep.rawValue, [.bytes(code.hash), .id(clinic), .id(visit.id), .instant(visit.startsAt)])
    }

    /// nil for a code that was never given out, or whose visit is long over.
    public func link(_ code: SecretToken) throws -> VisitLink? {
        try db.row(VisitLinkSQL.find.rawValue, [.bytes(code.hash)]).map { row in
            VisitLink(
                clinic: row.int("clinic_id"), appointment: row.int("appointment_id"),
                startsAt: row.instant("starts_at").microseconds)
        }
    }

    /// Forgets up to `limit` links whose visit began before a time.
    ///
    /// - Returns: how many.
    public func sweep(begunBefore time: Instant, limit: Int) throws -> Int {
        try db.run(VisitLinkSQL.sweep.rawValue, [.instant(time), .number(limit)]).rows
    }
}
