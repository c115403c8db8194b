import MariaDB

/// What every table holds, as the server sums it up.
struct Checksums: Equatable, CustomStringConvertible {
    private let sums: [String: Int]

    /// - Parameter except: tables that may change.
    init(_ db: Database, except: Set<String> = []) throws {
        let tables = try db.rows(
            "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"
        ).map { $0.text("name") }.filter { !except.contains($0) }
        var sums: [String: Int] = [:]
        for table in tables {
            sums[table] = try db.row("CHECKSUM TABLE `\(table)` EXTENDED")?.optionalInt("Checksum") ?? -1
        }
        self.sums = sums
    }

    /// Tables with rows alone, by name: a failed comparison shows which one differs.
    var description: String {
        sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}
