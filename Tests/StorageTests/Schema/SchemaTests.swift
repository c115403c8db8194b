import CivilTime
import Foundation
import MariaDB
import TestSupport
import Testing

@testable import Storage

@Suite("The schema")
struct SchemaTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../../db/migrations")
        .standardizedFileURL
    private static let now = Instant(seconds: 1_805_000_000)

    @Test("an empty database is older, and current after all migrations")
    func migrates() throws {
        try withBareDatabase { database in
            let schema = Schema(database)
            try #expect(schema.state() == .older(0))
            try #expect(schema.migrate(from: Self.folder, at: Self.now).count == Schema.version)
            try #expect(schema.state() == .current)
            try #expect(schema.migrate(from: Self.folder, at: Self.now).isEmpty)
        }
    }

    @Test("a schema from the future is told")
    func newer() throws {
        try withBareDatabase { database in
            try Schema(database).migrate(from: Self.folder, at: Self.now)
            try database.run(
                "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, 'later', '2030-01-01')",
                [.int(Int64(Schema.version + 1))])
            try #expect(Schema(database).state() == .newer(Schema.version + 1))
        }
    }

    @Test("db/schema.sql is what the migrations make")
    func dumped() throws {
        let migrated = try withBareDatabase { database in
            try Schema(database).migrate(from: Self.folder, at: Self.now)
            return try Self.tables(database)
        }
        let dumped = try withDatabase(Self.tables)
        #expect(migrated.keys.sorted() == dumped.keys.sorted())
        for (name, text) in migrated { #expect(dumped[name] == text) }
    }

    private static func tables(_ database: Database) throws -> [String: String] {
        let names = try database.rows(
            """
            SELECT table_name AS name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
            """
        ).map { $0.text("name") }
        return try names.reduce(into: [:]) { tables, name in
            let text = try database.row("SHOW CREATE TABLE `\(name)`")?.text("Create Table") ?? ""
            // How far ids have been used is no part of the schema.
            tables[name] = text.replacing(/\ AUTO_INCREMENT=\d+/, with: "")
        }
    }
}
