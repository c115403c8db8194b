import CivilTime
import MariaDB

enum DatabaseClockSQL: String, CaseIterable {
    /// One row: the server's time, in UTC. No other statement reads a clock.
    case now = "SELECT UTC_TIMESTAMP(6) AS now"
}

/// The database's clock, which a tick takes for the time: hosts that share a database then agree.
public struct DatabaseClock {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func now() throws -> Instant {
        guard let row = try db.row(DatabaseClockSQL.now.rawValue) else {
            preconditionFailure("a SELECT without a table yields a row")
        }
        return row.instant("now")
    }
}
