import CivilTime
import Storage

/// The worker's one connection: opened when it is first needed, checked when it has stood idle, opened again when lost.
final class SiteConnection {
    /// A connection that has not been used for so long may have been closed by the server.
    static let idleSeconds = 60

    private let open: () throws -> Database
    private var database: Database?
    private var usedAt: Instant?

    init(open: @escaping () throws -> Database) { self.open = open }

    /// - Throws: `DatabaseError` while there is no server, `SchemaMismatch` while its tables are of another version.
    func database(at now: Instant) throws -> Database {
        if let database, database.isUsable, let usedAt, abs(now.seconds(since: usedAt)) < Self.idleSeconds {
            self.usedAt = now
            return database
        }
        let database = try checked(self.database) ?? opened()
        (self.database, usedAt) = (database, now)
        return database
    }

    func drop() { database = nil }

    private func opened() throws -> Database {
        database = nil
        let fresh: Database
        do {
            fresh = try open()
        } catch let error as DatabaseError {
            throw error
        } catch {
            throw DatabaseAway()
        }
        guard try Schema(fresh).state() == .current else { throw SchemaMismatch() }
        return fresh
    }

    /// nil when the connection is lost; an old schema is told at once.
    private func checked(_ database: Database?) throws -> Database? {
        guard let database, database.isUsable else { return nil }
        do {
            guard try Schema(database).state() == .current else { throw SchemaMismatch() }
            return database
        } catch let error as DatabaseError where error.isConnectionLost {
            return nil
        }
    }
}
