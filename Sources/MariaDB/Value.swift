/// One bound value of a statement. Dates are bound as `.text("2027-03-13")`, times of day as `.text("09:00:00")`.
public enum Value: Hashable, Sendable {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    /// Microseconds since 1970 in UTC, for DATETIME(6).
    case timestamp(Int64)
}

extension Value {
    public static func bool(_ value: Bool) -> Value { .int(value ? 1 : 0) }

    /// NULL for nil.
    public static func int(_ value: Int64?) -> Value { value.map { .int($0) } ?? .null }

    /// NULL for nil.
    public static func text(_ value: String?) -> Value { value.map { .text($0) } ?? .null }

    /// NULL for nil; microseconds since 1970 in UTC.
    public static func timestamp(_ value: Int64?) -> Value { value.map { .timestamp($0) } ?? .null }
}

extension Value: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(nilLiteral: ()) { self = .null }

    public init(integerLiteral value: Int64) { self = .int(value) }

    public init(stringLiteral value: String) { self = .text(value) }
}
