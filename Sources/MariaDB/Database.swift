/// One connection to MariaDB, used by one thread.
///
/// A session speaks utf8mb4 in UTC, READ COMMITTED and strict mode, and waits 5 seconds for a row lock. Statements are
/// prepared once and kept by their text, so the same text should be passed again and values bound.
///
/// It never reconnects: a new session would have lost the transaction, the locks and what was prepared. When an error
/// says `isConnectionLost`, or `isUsable` has become false, the owner drops it and makes another.
public final class Database {
    /// Statements run with `rows`, `row`, `each` and `run` since the connection was made.
    public private(set) var statementCount = 0
    /// False once the session was lost, or a COMMIT was not answered.
    public internal(set) var isUsable = true
    public internal(set) var isInTransaction = false
    /// The error after which the transaction at hand can only be rolled back.
    var doom: DatabaseError?
    let connection: Connection
    let pause: Pause
    private var cache = StatementCache()

    /// Connects (`mysql_real_connect`).
    ///
    /// - Parameter pause: what a transaction does before it is tried again.
    /// - Throws: an error with `isUnavailable` when there is no server; `accessDenied`, `unknownDatabase`.
    public init(_ address: DatabaseAddress, pause: @escaping Pause = sleepAtRandom) throws(DatabaseError) {
        connection = try Connection(address)
        self.pause = pause
    }

    /// All rows that the statement yields, in its order; maybe none.
    public func rows(_ sql: String, _ values: [Value] = []) throws(DatabaseError) -> [Row] {
        try perform(sql, values) { statement throws(DatabaseError) in
            var rows: [Row] = []
            while let row = try statement.next() { rows.append(row) }
            return rows
        }
    }

    /// The first row that the statement yields, nil without one.
    public func row(_ sql: String, _ values: [Value] = []) throws(DatabaseError) -> Row? {
        try perform(sql, values) { statement throws(DatabaseError) in try statement.next() }
    }

    /// Runs a statement that writes.
    @discardableResult
    public func run(_ sql: String, _ values: [Value] = []) throws(DatabaseError) -> Change {
        try perform(sql, values) { statement throws(DatabaseError) in statement.change }
    }

    /// Calls the body with one row of a SELECT after the other, through a cursor on the server: memory stays the same for a
    /// million rows, and the body may run other statements on this connection.
    ///
    /// - Throws: what the body throws, after which no further row is read.
    public func each(_ sql: String, _ values: [Value] = [], _ body: (Row) throws -> Void) throws {
        let statement = try begin(sql, hasCursor: true)
        defer { end(statement) }
        try noting(sql) { () throws(DatabaseError) in try statement.execute(values) }
        while let row = try noting(sql, { () throws(DatabaseError) in try statement.next() }) { try body(row) }
    }

    /// Checks that the server understands the statement, and runs nothing (`mysql_stmt_prepare`).
    public func prepare(_ sql: String) throws(DatabaseError) { _ = try Statement(sql, on: connection) }

    /// Runs several statements, parted by semicolons, whose rows nobody wants: a migration. It stops at the first
    /// error; what ran before it stays.
    public func script(_ sql: String) throws(DatabaseError) {
        // What is prepared may mean another table afterwards.
        cache.removeAll()
        try noting(sql) { () throws(DatabaseError) in try connection.sendAll(sql) }
    }

    private func perform<T>(
        _ sql: String, _ values: [Value], _ read: (Statement) throws(DatabaseError) -> T
    ) throws(DatabaseError) -> T {
        let statement = try begin(sql)
        defer { end(statement) }
        return try noting(sql) { () throws(DatabaseError) in
            try statement.execute(values)
            return try read(statement)
        }
    }

    private func begin(_ sql: String, hasCursor: Bool = false) throws(DatabaseError) -> Statement {
        if let doom { throw doom }
        statementCount += 1
        return try noting(sql) { () throws(DatabaseError) in try cache.take(sql, hasCursor: hasCursor, on: connection) }
    }

    private func end(_ statement: Statement) {
        statement.finish()
        statement.isInUse = false
    }

    /// Passes an error on, after drawing from it what it means for this connection.
    func noting<T>(_ sql: String, _ work: () throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        do {
            return try work()
        } catch {
            if error.isConnectionLost { isUsable = false }
            if isInTransaction, error.isRetryable { doom = error }
            // The client's own complaints (other columns than when it was prepared) would come back each time.
            if error.code.isOfClient { cache.remove(sql) }
            throw error
        }
    }
}
