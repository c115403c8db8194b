import MariaDB
import Storage

/// A connection to the configured database, whatever its schema.
///
/// - Parameter answerSeconds: how long one statement may take; nil for the usual.
public func openDatabase(
    _ configuration: Configuration, answerSeconds: UInt32? = nil
) throws(StartRefusal) -> Database {
    var address = configuration.database
    if let answerSeconds { address.answerSeconds = answerSeconds }
    do throws(DatabaseError) {
        return try Database(address)
    } catch {
        throw StartRefusal(error)
    }
}

/// Why this program may not work with the database's schema, with the command that mends it; nil when it fits, and nil
/// while the database is away: whoever needs it then asks again.
public func schemaRefusal(_ configuration: Configuration) -> StartRefusal? {
    let database: Database
    do throws(StartRefusal) {
        database = try openDatabase(configuration)
    } catch {
        return nil
    }
    do throws(StartRefusal) {
        try requireCurrentSchema(database)
        return nil
    } catch {
        return database.isUsable ? error : nil
    }
}

/// Refuses a schema that is not this program's, with the command that mends it.
public func requireCurrentSchema(_ database: Database) throws(StartRefusal) {
    let state: Schema.State
    do {
        state = try Schema(database).state()
    } catch {
        throw .now("The schema's version cannot be read: \(error)")
    }
    switch state {
    case .current: return
    case .older(let version):
        throw .now(
            "The database's schema is \(version), this program wants \(Schema.version): run campanile-admin migrate.")
    case .newer(let version):
        throw .now(
            "The database's schema is \(version), newer than this program's \(Schema.version): "
                + "install the newer programs, then run campanile-admin migrate.")
    }
}
