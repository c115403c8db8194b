import MariaDB

/// What every table holds, summed up: how many rows, and a sum over all that is stored in them.
///
/// CHECKSUM TABLE will not do: over a table with a virtual column it answers something else each time (seen with MariaDB
/// 10.11).
struct Checksums: Equatable {
    private let sums: [String: [Int]]

    /// - Parameter except: tables that may change.
    init(_ db: Database, except: Set<String> = []) throws {
        let columns = try db.rows(
            """
            SELECT c.table_name AS name, c.column_name AS col FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = DATABASE() AND t.table_type = 'BASE TABLE' AND c.extra NOT LIKE '%GENERATED%'
            """
        ).map { (table: $0.text("name"), column: $0.text("col")) }.filter { !except.contains($0.table) }
        sums = try Dictionary(grouping: columns, by: \.table).mapValues { columns in
            let words = columns.map { "COALESCE(HEX(`\($0.column)`), '-')" }.joined(separator: ", ")
            let row = try db.row(
                "SELECT COUNT(*) AS n, BIT_XOR(CRC32(CONCAT_WS(' ', \(words)))) AS sum FROM `\(columns[0].table)`")
            return [row?.int("n") ?? -1, row?.int("sum") ?? -1]
        }
    }
}
