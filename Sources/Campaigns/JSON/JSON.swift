/// A JSON value as it stands in a document (RFC 8259): members keep their order, whole numbers stay whole.
public indirect enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent that fits; `integer(1)` and `number(1)` are different values.
    case integer(Int64)
    /// Any other number; finite.
    case number(Double)
    case string(String)
    case array([JSON])
    /// Members in the order of the document, no key twice.
    case object([Member])

    public struct Member: Hashable, Sendable {
        public let key: String
        public let value: JSON

        public init(key: String, value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object of members in this order.
    public static func object(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    public var isNull: Bool { self == .null }

    /// The member of an object; nil for a missing one, and for a value that is no object.
    public subscript(key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    public var integerValue: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// Whole numbers too.
    public var numberValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    public var arrayValue: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }

    public var objectValue: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }
}
