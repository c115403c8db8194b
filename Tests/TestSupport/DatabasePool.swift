import Foundation
import Glibc
import MariaDB
import Synchronization

/// Databases with the schema of `db/schema.sql`, lent to one test at a time and emptied in between: emptying the few
/// tables that a test has filled takes a fifth of the time of making them all.
final class DatabasePool: Sendable {
    static let shared = Result { try DatabasePool(PrivateMariaDB.shared.get()) }

    private let server: DatabaseAddress
    private let schema: String
    private let idle = Mutex<[String]>([])
    private let made = Atomic(0)
    /// Tells this process's databases from those of others on a shared server.
    private let prefix = "test_\(getpid())_\(UInt32.random(in: 0...UInt32.max))_"

    private init(_ server: PrivateMariaDB) throws {
        self.server = server.address
        let root = URL(filePath: #filePath).appending(path: "../../../db/schema.sql").standardizedFileURL
        // Tables stand in the order of their names there, and refer to later ones.
        schema = try "SET foreign_key_checks = 0;\n" + String(contentsOf: root, encoding: .utf8)
    }

    /// An empty database with the schema.
    func withAddress<T>(_ body: (DatabaseAddress) throws -> T) throws -> T {
        let name = try idle.withLock { $0.popLast() } ?? create()
        let result = Result { try body(server.with(database: name)) }
        try empty(name)
        idle.withLock { $0.append(name) }
        return try result.get()
    }

    /// A database without a table.
    func withBareAddress<T>(_ body: (DatabaseAddress) throws -> T) throws -> T {
        let name = nextName()
        try Database(server).script("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
        let result = Result { try body(server.with(database: name)) }
        try Database(server).script("DROP DATABASE \(name)")
        return try result.get()
    }

    private func create() throws -> String {
        let name = nextName()
        try Database(server).script("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
        try Database(server.with(database: name)).script(schema)
        return name
    }

    private func nextName() -> String { prefix + String(made.add(1, ordering: .relaxed).newValue) }

    private func empty(_ name: String) throws {
        let database = try Database(server.with(database: name))
        let tables = try database.rows("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'").map {
            $0.text("Tables_in_\(name)")
        }
        let questions = tables.map { "SELECT '\($0)' AS name FROM DUAL WHERE EXISTS (SELECT 1 FROM `\($0)`)" }
        guard !questions.isEmpty else { return }
        let filled = try database.rows(questions.joined(separator: " UNION ALL ")).map { $0.text("name") }
        try database.script("SET foreign_key_checks = 0;" + filled.map { "TRUNCATE `\($0)`" }.joined(separator: ";"))
    }
}
