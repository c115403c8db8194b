import Campaigns
import CivilTime
import MariaDB
import Tokens

enum SessionSQL: String, CaseIterable {
    case start = """
        INSERT INTO session (token_hash, clinic_id, staff_id, started_at, seen_at) VALUES (?, ?, ?, ?, ?)
        """
    /// One row: the session of this token and whose it is, unless it is over.
    case find = """
        SELECT s.id, s.clinic_id, s.name, s.email, s.role, n.notice, n.started_at, n.seen_at
        FROM session n JOIN staff s ON s.clinic_id = n.clinic_id AND s.id = n.staff_id AND s.removed_at IS NULL
        WHERE n.token_hash = ? AND n.seen_at > ? AND n.started_at > ?
        """
    case touch = "UPDATE session SET seen_at = ? WHERE token_hash = ? AND seen_at < ?"
    case setNotice = "UPDATE session SET notice = ? WHERE token_hash = ?"
    case clearNotice = "UPDATE session SET notice = NULL WHERE token_hash = ? AND notice IS NOT NULL"
    case end = "DELETE FROM session WHERE token_hash = ?"
    case sweep = "DELETE FROM session WHERE seen_at < ? LIMIT ?"
}

/// A signed-in member of staff.
public struct Session: Sendable, Hashable {
    public let staff: Staff
    /// What the next page says once; nil when there is nothing to say.
    public let notice: String?
    public let startedAt: Instant

    public var clinicID: ID<Clinic> { staff.clinicID }

    /// Minutes without a page after which it is over.
    public static let idleMinutes = 30
    /// Hours after which it is over in any case.
    public static let longestHours = 12
}

/// Who is signed in, by the hash of a cookie's token.
public struct SessionStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A page writes that it was seen at most this often, so that most pages write nothing.
    static let touchSeconds = 60

    /// - Parameter token: new for each sign-in.
    public func start(_ token: SecretToken, for staff: Staff, at now: Instant) throws {
        _ = try db.run(
            SessionSQL.start.rawValue,
            [.bytes(token.hash), .id(staff.clinicID), .id(staff.id), .instant(now), .instant(now)])
    }

    /// The session, now seen; nil when there is none or it is over.
    public func session(_ token: SecretToken, at now: Instant) throws -> Session? {
        let idleSince = now.adding(minutes: -Session.idleMinutes)
        let oldest = now.adding(hours: -Session.longestHours)
        guard
            let row = try db.row(
                SessionSQL.find.rawValue, [.bytes(token.hash), .instant(idleSince), .instant(oldest)])
        else { return nil }
        if now.seconds(since: row.instant("seen_at")) >= Self.touchSeconds {
            _ = try db.run(SessionSQL.touch.rawValue, [.instant(now), .bytes(token.hash), .instant(now)])
        }
        return Session(
            staff: StaffRow.decode(row), notice: row.optionalText("notice"), startedAt: row.instant("started_at"))
    }

    /// Has the next page say something once.
    ///
    /// - Parameter notice: at most 400 characters.
    public func setNotice(_ notice: String, on token: SecretToken) throws {
        _ = try db.run(SessionSQL.setNotice.rawValue, [.text(notice), .bytes(token.hash)])
    }

    /// - Returns: whether the notice was still there: the page that clears it is the one that shows it.
    public func clearNotice(on token: SecretToken) throws -> Bool {
        try db.run(SessionSQL.clearNotice.rawValue, [.bytes(token.hash)]).rows == 1
    }

    public func end(_ token: SecretToken) throws {
        _ = try db.run(SessionSQL.end.rawValue, [.bytes(token.hash)])
    }

    /// Forgets up to `limit` sessions that are over.
    ///
    /// - Returns: how many.
    public func sweep(at now: Instant, limit: Int) throws -> Int {
        let idleSince = now.adding(minutes: -Session.idleMinutes)
        return try db.run(SessionSQL.sweep.rawValue, [.instant(idleSince), .number(limit)]).rows
    }
}
