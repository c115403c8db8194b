import MariaDB

/// What the floor above opens and hands to stores, without importing the wrapper itself.
public typealias Database = MariaDB.Database
public typealias DatabaseError = MariaDB.DatabaseError
