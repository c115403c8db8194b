/// Names and values in the order in which they were sent; a name may come twice.
public struct Fields: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// More fields than this no page of ours has.
    static let limit = 4_000

    public var all: [Field]

    public init(_ all: [Field] = []) { self.all = all }

    /// The first value of this name; nil without one.
    public subscript(name: String) -> String? { all.first { $0.name == name }?.value }

    /// Every value of this name, in order.
    public func values(_ name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }

    /// Reads `application/x-www-form-urlencoded`; nil when it is malformed, not UTF-8, or has too many fields.
    public init?(form bytes: some Collection<UInt8>) {
        let pairs = bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true)
        guard pairs.count <= Self.limit else { return nil }
        var all: [Field] = []
        all.reserveCapacity(pairs.count)
        for pair in pairs {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0], plusIsBlank: true),
                let value = parts.count == 2 ? PercentCoding.decode(parts[1], plusIsBlank: true) : ""
            else { return nil }
            all.append(Field(name: name, value: value))
        }
        self.all = all
    }

    /// A query that cannot be read asks for nothing.
    init(query: Substring) {
        self = Fields(form: Array(query.utf8)) ?? Fields()
    }

    /// As it stands in a query, without the question mark; empty values are left out.
    var queryText: String {
        all.filter { !$0.value.isEmpty }
            .map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
    }

    /// As a form is posted: every field, empty ones too.
    var formBody: [UInt8] {
        Array(
            all.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&").utf8
        )
    }
}
