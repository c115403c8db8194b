import CivilTime
import Foundation
import MariaDB

/// The schema that this program works with, and the way there.
public struct Schema {
    /// The number of the newest file in db/migrations.
    public static let version = 121

    public enum State: Equatable, Sendable {
        case current
        /// The program is newer: `campanile-admin migrate` mends it.
        case older(Int)
        /// The schema is newer: a newer program is needed.
        case newer(Int)
    }

    enum SQL: String, CaseIterable {
        /// One row: the newest migration that was applied.
        case version = "SELECT MAX(version) AS version FROM schema_migration"
        case record = "INSERT INTO schema_migration (version, name, applied_at) VALUES (?, ?, ?)"
    }

    let db: Database

    public init(_ db: Database) { self.db = db }

    /// - Throws: `DatabaseError` when the database does not answer.
    public func state() throws -> State {
        let version = try appliedVersion()
        if version == Self.version { return .current }
        return version < Self.version ? .older(version) : .newer(version)
    }

    /// 0 for an empty database.
    private func appliedVersion() throws -> Int {
        do {
            return try db.row(SQL.version.rawValue)?.optionalInt("version") ?? 0
        } catch {
            guard error.code == .noSuchTable else { throw error }
            return 0
        }
    }

    /// Applies what is missing, one file at a time, in order of their numbers; each is recorded after it worked, so a
    /// migration that was cut off is simply run again.
    ///
    /// - Parameter folder: db/migrations.
    /// - Returns: the names of those applied now, oldest first.
    @discardableResult
    public func migrate(from folder: URL, at now: Instant) throws -> [String] {
        let applied = try appliedVersion()
        let missing = try MigrationFile.all(in: folder).filter { $0.number > applied }
        for file in missing {
            try db.script(try String(contentsOf: file.url, encoding: .utf8))
            _ = try db.run(SQL.record.rawValue, [.number(file.number), .text(file.name), .instant(now)])
        }
        return missing.map(\.name)
    }
}

/// `0012_patient_tag.sql`: one change.
struct MigrationFile {
    let number: Int
    let name: String
    let url: URL

    static func all(in folder: URL) throws -> [MigrationFile] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .compactMap(MigrationFile.init).sorted { $0.number < $1.number }
    }

    init?(_ url: URL) {
        guard url.pathExtension == "sql" else { return nil }
        name = url.deletingPathExtension().lastPathComponent
        guard let number = Int(name.prefix { $0 != "_" }) else { return nil }
        self.number = number
        self.url = url
    }
}
