import CivilTime
import MariaDB
import Storage

/// The database's clock, which a tick takes for the time.
public struct AgreedTime {
    /// A host so far off the database is refused (delivery.md 3).
    static let toleranceSeconds = 60

    /// - Parameter host: the host's own time.
    public static func of(_ database: Database, host: Instant) throws -> Instant {
        let time = try DatabaseClock(database).now()
        let drift = abs(time.seconds(since: host))
        guard drift <= toleranceSeconds else {
            throw StartRefusal.now("This host's clock is \(drift) s off the database's: set it right.")
        }
        return time
    }
}
