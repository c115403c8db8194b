/// What keeps the draw of one experiment from being foreseen, and apart from that of every other: 128 random bits.
public struct ExperimentKey: Sendable, Hashable {
    let low: UInt64
    let high: UInt64

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// For a draw that is looked at and never kept.
    static let blank = ExperimentKey(low: 0, high: 0)

    public init(using random: inout some RandomNumberGenerator) {
        low = random.next()
        high = random.next()
    }

    /// Takes 16 random bytes; nil for fewer.
    public init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes.prefix(16))
        guard bytes.count == 16 else { return nil }
        low = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        high = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads `text`; nil for anything but 32 digits in base 16.
    public init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy(\.isHexDigit), let low = UInt64(text.prefix(16), radix: 16),
            let high = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.low = low
        self.high = high
    }

    public var text: String { Self.digits(low) + Self.digits(high) }

    private static func digits(_ word: UInt64) -> String {
        let digits = String(word, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension ExperimentKey: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let key = ExperimentKey(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no key of an experiment")
        }
        self = key
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { (48...57).contains(self) || (97...102).contains(self) }
}
