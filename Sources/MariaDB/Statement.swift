import CMariaDB

/// A prepared statement with its bound memory; closed with the object.
final class Statement {
    let sql: String
    /// Set while its rows are being read, when it cannot be run a second time.
    var isInUse = false
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let parameters: Parameters
    /// Nil when the statement yields no rows, as far as is known before its first run.
    private var columns: ResultColumns?
    private var hasRowsWaiting = false
    // Kept so that the session is closed after its statements.
    private let connection: Connection

    /// - Parameter hasCursor: whether the server keeps the rows and hands them over in batches, so that other
    ///   statements may run between two rows.
    /// - Throws: what the server says of the text (`mysql_stmt_prepare`).
    init(_ sql: String, hasCursor: Bool = false, on connection: Connection) throws(DatabaseError) {
        guard let handle = mysql_stmt_init(connection.handle) else { throw connection.error(in: sql) }
        guard mysql_stmt_prepare(handle, sql, UInt(sql.utf8.count)) == 0 else {
            let error = Self.error(handle, sql)
            mysql_stmt_close(handle)
            throw error
        }
        self.sql = sql
        self.handle = handle
        self.connection = connection
        parameters = Parameters(count: Int(mysql_stmt_param_count(handle)))
        if hasCursor { askForCursor() }
        findColumns()
    }

    deinit { mysql_stmt_close(handle) }

    func execute(_ values: [Value]) throws(DatabaseError) {
        try parameters.bind(values, to: handle, sql: sql)
        guard mysql_stmt_execute(handle) == 0 else { throw Self.error(handle, sql) }
        // INSERT … RETURNING tells its columns only now.
        if columns == nil { findColumns() }
        guard let columns else { return }
        hasRowsWaiting = true
        columns.shrink()
        guard columns.bind(to: handle) else { throw Self.error(handle, sql) }
    }

    /// The next row of the last execution, nil after the last one.
    func next() throws(DatabaseError) -> Row? {
        guard hasRowsWaiting, let columns else { return nil }
        switch mysql_stmt_fetch(handle) {
        case 0:
            return columns.row()
        case MYSQL_DATA_TRUNCATED:
            // libmariadb notes the fetch only when nothing was cut, and would refuse to fetch a column before that.
            handle.pointee.state = MYSQL_STMT_USER_FETCHING
            guard columns.fetchCutColumns(of: handle) else { throw Self.error(handle, sql) }
            return columns.row()
        case MYSQL_NO_DATA:
            hasRowsWaiting = false
            return nil
        default:
            throw Self.error(handle, sql)
        }
    }

    /// Throws away the rows that nobody asked for, so that the session is free for the next statement.
    func finish() {
        guard hasRowsWaiting else { return }
        hasRowsWaiting = false
        mysql_stmt_free_result(handle)
    }

    var change: Change {
        Change(
            rows: Int(mysql_stmt_affected_rows(handle)), lastID: Int64(bitPattern: mysql_stmt_insert_id(handle)))
    }

    static func error(_ handle: UnsafeMutablePointer<MYSQL_STMT>, _ sql: String) -> DatabaseError {
        // A connection that is lost between two rows leaves its error on the session only.
        guard mysql_stmt_errno(handle) != 0 || handle.pointee.mysql == nil else {
            let session = handle.pointee.mysql
            return DatabaseError(
                code: .init(rawValue: mysql_errno(session)), message: String(cString: mysql_error(session)),
                statement: sql)
        }
        return DatabaseError(
            code: .init(rawValue: mysql_stmt_errno(handle)), message: String(cString: mysql_stmt_error(handle)),
            statement: sql)
    }

    private func findColumns() {
        let count = Int(mysql_stmt_field_count(handle))
        guard count > 0 else { return }
        columns = ResultColumns(UnsafeBufferPointer(start: mariadb_stmt_fetch_fields(handle), count: count))
    }

    private func askForCursor() {
        var type = UInt(CURSOR_TYPE_READ_ONLY.rawValue)
        var batch = Self.rowsPerBatch
        mysql_stmt_attr_set(handle, STMT_ATTR_CURSOR_TYPE, &type)
        mysql_stmt_attr_set(handle, STMT_ATTR_PREFETCH_ROWS, &batch)
    }

    private static let rowsPerBatch: UInt = 256
}
