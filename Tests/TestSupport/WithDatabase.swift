import MariaDB

/// A connection to a database that holds the schema and no row. No other test sees it.
public func withDatabase<T>(_ body: (Database) throws -> T) throws -> T {
    try withDatabaseAddress { try body(Database($0)) }
}

/// Two connections to the same database, which holds the schema and no row.
public func withTwoConnections<T>(_ body: (Database, Database) throws -> T) throws -> T {
    try withDatabaseAddress { try body(Database($0), Database($0)) }
}

/// Where a database with the schema and no row is found, for tests that start programs or threads.
///
/// The database is emptied when the body returns: nothing may use it then.
public func withDatabaseAddress<T>(_ body: (DatabaseAddress) throws -> T) throws -> T {
    try DatabasePool.shared.get().withAddress(body)
}

/// A connection to a database without any table.
public func withBareDatabase<T>(_ body: (Database) throws -> T) throws -> T {
    try withBareDatabaseAddress { try body(Database($0)) }
}

/// Where a database without any table is found.
public func withBareDatabaseAddress<T>(_ body: (DatabaseAddress) throws -> T) throws -> T {
    try DatabasePool.shared.get().withBareAddress(body)
}
