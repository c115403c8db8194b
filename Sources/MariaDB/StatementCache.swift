/// The prepared statements of one connection, by their text.
struct StatementCache {
    private var statements: [String: Statement] = [:]
    /// Apart from the others: libmariadb does not forget that a statement once had a cursor.
    private var cursors: [String: Statement] = [:]

    /// A statement that nobody is reading from, marked as in use.
    mutating func take(_ sql: String, hasCursor: Bool, on connection: Connection) throws(DatabaseError) -> Statement {
        if let statement = hasCursor ? cursors[sql] : statements[sql], !statement.isInUse {
            statement.isInUse = true
            return statement
        }
        let statement = try Statement(sql, hasCursor: hasCursor, on: connection)
        statement.isInUse = true
        if statements.count + cursors.count >= Self.limit { removeAll() }
        // One that is being read further up keeps its place; this second one goes when it is done.
        if hasCursor {
            if cursors[sql] == nil { cursors[sql] = statement }
        } else if statements[sql] == nil {
            statements[sql] = statement
        }
        return statement
    }

    mutating func remove(_ sql: String) {
        statements[sql] = nil
        cursors[sql] = nil
    }

    mutating func removeAll() {
        statements = [:]
        cursors = [:]
    }

    /// More texts than the program has; the server keeps 16,382 for all connections (max_prepared_stmt_count).
    private static let limit = 500
}
