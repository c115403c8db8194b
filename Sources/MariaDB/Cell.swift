/// One column's value in a fetched row. Text and bytes lie in the row's own buffer until somebody asks for them.
enum Cell: Sendable {
    case null
    case int(Int64)
    case unsigned(UInt64)
    case double(Double)
    /// Microseconds since 1970 in UTC.
    case timestamp(Int64)
    /// TEXT, VARCHAR, BLOB, JSON, ENUM, DECIMAL, DATE and TIME, as the server sent them.
    case bytes(Range<Int>)
}
