/// What a statement that writes has done.
public struct Change: Hashable, Sendable {
    /// Rows that really changed: an UPDATE that sets what stands already counts none. `INSERT … ON DUPLICATE KEY
    /// UPDATE` counts 1 for a new row, 2 for a changed one, 0 for one left as it was (`mysql_stmt_affected_rows`).
    public let rows: Int
    /// The first AUTO_INCREMENT value of this statement, 0 when it made none (`mysql_stmt_insert_id`).
    public let lastID: Int64
}
