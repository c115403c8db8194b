import CMariaDB

/// How one column of a result is fetched.
enum ColumnKind {
    case int, unsigned, double, dateTime, bits, bytes

    init(_ field: MYSQL_FIELD) {
        switch field.type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG,
            MYSQL_TYPE_YEAR:
            self = field.flags & UInt32(UNSIGNED_FLAG) == 0 ? .int : .unsigned
        case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE:
            self = .double
        case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP:
            self = .dateTime
        case MYSQL_TYPE_BIT:
            self = .bits
        default:
            // DATE and TIME too: the library writes them as text into a buffer of text.
            self = .bytes
        }
    }

    var bufferType: enum_field_types {
        switch self {
        case .int, .unsigned: MYSQL_TYPE_LONGLONG
        case .double: MYSQL_TYPE_DOUBLE
        case .dateTime: MYSQL_TYPE_DATETIME
        case .bits, .bytes: MYSQL_TYPE_BLOB
        }
    }

    /// Whether values differ in length, so that a buffer may be too small.
    var isOfBytes: Bool { self == .bytes || self == .bits }
}
