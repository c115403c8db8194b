import CivilTime
import MariaDB

enum HeartbeatSQL: String, CaseIterable {
    /// One row: the last tick that came to its end; none before the first.
    case last = """
        SELECT ticks, began_at, ended_at, milliseconds, milliseconds_in_all FROM heartbeat WHERE id = 1
        """
    case beat = """
        INSERT INTO heartbeat (id, ticks, began_at, ended_at, milliseconds, milliseconds_in_all) VALUES (1, 1, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE ticks = ticks + 1, began_at = VALUES(began_at), ended_at = VALUES(ended_at),
            milliseconds = VALUES(milliseconds), milliseconds_in_all = milliseconds_in_all + VALUES(milliseconds_in_all)
        """
}

/// The last tick that came to its end.
public struct Heartbeat: Sendable, Hashable {
    /// Whole ticks that ever came to their end.
    public let ticks: Int
    public let beganAt: Instant
    public let endedAt: Instant
    /// How long the last one took.
    public let milliseconds: Int
    public let millisecondsInAll: Int
}

/// The trace that each tick leaves, also one that had nothing to do.
public struct HeartbeatStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil before the first tick.
    public func last() throws -> Heartbeat? {
        try db.row(HeartbeatSQL.last.rawValue).map { row in
            Heartbeat(
                ticks: row.int("ticks"), beganAt: row.instant("began_at"), endedAt: row.instant("ended_at"),
                milliseconds: row.int("milliseconds"), millisecondsInAll: row.int("milliseconds_in_all"))
        }
    }

    public func beat(beganAt: Instant, endedAt: Instant) throws {
        let milliseconds = max(0, endedAt.microseconds - beganAt.microseconds) / 1_000
        _ = try db.run(
            HeartbeatSQL.beat.rawValue,
            [.instant(beganAt), .instant(endedAt), .int(milliseconds), .int(milliseconds)])
    }
}
