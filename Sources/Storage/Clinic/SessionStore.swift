import Campaigns
import CivilTime
import MariaDB
import Tokens

enum SessionSQL: String, CaseIterable {
    case start = """
        INSERT INTO session (token_hash, clinic_id, staff_id, started_at, seen_at) VALUES (?, ?, ?, ?, ?)
        """
    case end = "DELETE FROM session WHERE token_hash = ?"
    case sweep = "DELETE FROM session WHERE seen_at < ? LIMIT ?"
}

/// Signing in and out. Sessions are kept by the hash of their token; who stands behind one is `VisitorStore`'s.
public struct SessionStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// - Parameter token: new for each sign-in.
    public func start(_ token: SecretToken, for staff: Staff, at now: Instant) throws {
        _ = try db.run(
            SessionSQL.start.rawValue,
            [.bytes(token.hash), .id(staff.clinicID), .id(staff.id), .instant(now), .instant(now)])
    }

    /// - Parameter session: the hash of the session's token; one that is not there is no error.
    public func end(_ session: [UInt8]) throws {
        _ = try db.run(SessionSQL.end.rawValue, [.bytes(session)])
    }

    /// Forgets up to `limit` sessions that nobody has used since.
    ///
    /// - Returns: how many.
    public func sweep(unusedSince: Instant, limit: Int) throws -> Int {
        try db.run(SessionSQL.sweep.rawValue, [.instant(unusedSince), .number(limit)]).rows
    }
}
