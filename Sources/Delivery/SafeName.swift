/// A once-only key as a name for a file or a mail: letters, digits and `-` as they are, all else as `=` and two digits.
enum SafeName {
    static func text(_ key: String) -> String {
        var name: [UInt8] = []
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"):
                name.append(byte)
            default:
                name += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// The key of a name; nil for one that `text` does not write.
    static func key(_ name: some StringProtocol) -> String? {
        let bytes = QuotedPrintable.decode(name.utf8)
        guard let key = String(validating: bytes, as: UTF8.self), text(key) == name else { return nil }
        return key
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
