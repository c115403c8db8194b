import CMariaDB

/// An open session of the C library; freed with its last statement.
final class Connection {
    let handle: UnsafeMutablePointer<MYSQL>

    /// - Throws: what the server or the way to it answered (`mysql_real_connect`).
    init(_ address: DatabaseAddress) throws(DatabaseError) {
        precondition(Self.libraryIsReady, "libmariadb did not start")
        guard let handle = mysql_init(nil) else { preconditionFailure("no memory for a connection") }
        self.handle = handle
        setTimeouts(answerSeconds: address.answerSeconds)
        for command in Self.sessionCommands { mysql_options(handle, MYSQL_INIT_COMMAND, command) }
        mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
        setOption(MYSQL_REPORT_DATA_TRUNCATION, my_bool(1))
        setOption(MYSQL_OPT_RECONNECT, my_bool(0))
        guard open(address) else { throw error(in: "") }
    }

    deinit { mysql_close(handle) }

    /// What the last call on this session complained about (`mysql_errno`, `mysql_error`).
    func error(in statement: String) -> DatabaseError {
        DatabaseError(
            code: .init(rawValue: mysql_errno(handle)), message: String(cString: mysql_error(handle)),
            statement: statement)
    }

    /// Sends text that yields no rows and binds nothing (`mysql_real_query`).
    func send(_ sql: String) throws(DatabaseError) {
        guard mysql_real_query(handle, sql, UInt(sql.utf8.count)) == 0 else { throw error(in: sql) }
    }

    /// Sends several statements parted by semicolons and throws their rows away (`mysql_next_result`).
    func sendAll(_ sql: String) throws(DatabaseError) {
        guard mysql_set_server_option(handle, MYSQL_OPTION_MULTI_STATEMENTS_ON) == 0 else { throw error(in: sql) }
        defer { mysql_set_server_option(handle, MYSQL_OPTION_MULTI_STATEMENTS_OFF) }
        try send(sql)
        var more: Int32
        repeat {
            if let result = mysql_use_result(handle) { mysql_free_result(result) }
            guard mysql_errno(handle) == 0 else { throw error(in: sql) }
            more = mysql_next_result(handle)
            guard more <= 0 else { throw error(in: sql) }
        } while more == 0
    }

    private func setTimeouts(answerSeconds: UInt32) {
        setOption(MYSQL_OPT_CONNECT_TIMEOUT, Self.connectSeconds)
        setOption(MYSQL_OPT_READ_TIMEOUT, answerSeconds)
        setOption(MYSQL_OPT_WRITE_TIMEOUT, answerSeconds)
    }

    private func setOption<T: BitwiseCopyable>(_ option: mysql_option, _ value: T) {
        withUnsafePointer(to: value) { _ = mysql_options(handle, option, $0) }
    }

    private func open(_ address: DatabaseAddress) -> Bool {
        switch address.place {
        case .socket(let path):
            return mysql_real_connect(
                handle, nil, address.user, address.password, address.database, 0, path, 0) != nil
        case .host(let name, let port):
            // Without it the name "localhost" would mean the unix socket of the system's server.
            setOption(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP)
            return mysql_real_connect(
                handle, name, address.user, address.password, address.database, UInt32(port), nil, 0) != nil
        }
    }

    private static let connectSeconds: UInt32 = 5

    /// delivery.md 3. A lock on a table's definition is waited for as briefly as one on a row is patient.
    private static let sessionCommands = [
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
        """
        SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = 5, lock_wait_timeout = 30, \
        sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION'
        """,
    ]

    /// Once a process, and before the first `mysql_init`, which would do it without a lock (`mysql_library_init`).
    private static let libraryIsReady = mysql_server_init(0, nil, nil) == 0
}
