extension [UInt8] {
    /// Appends text as HTML character data: `&`, `<`, `>` escaped, control characters that HTML forbids replaced.
    mutating func appendText(_ text: String) { appendEscaped(text, quotes: false) }

    /// Appends ` name="value"`, escaped for double quotes.
    mutating func appendAttribute(_ name: String, _ value: String) {
        append(UInt8(ascii: " "))
        append(contentsOf: name.utf8)
        append(UInt8(ascii: "="))
        append(UInt8(ascii: "\""))
        appendEscaped(value, quotes: true)
        append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: String, quotes: Bool) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for index in 0..<bytes.count where Self.mayNeedEscape(bytes[index]) {
                guard let replacement = Self.replacement(for: bytes[index], quotes: quotes) else { continue }
                append(Stretch(start: start, end: index), of: bytes)
                append(contentsOf: replacement.utf8)
                start = index + 1
            }
            append(Stretch(start: start, end: bytes.count), of: bytes)
        }
    }

    private static func mayNeedEscape(_ byte: UInt8) -> Bool {
        byte < 0x27 && byte != 0x20 || byte == 0x3C || byte == 0x3E || byte == 0x7F
    }

    private static func replacement(for byte: UInt8, quotes: Bool) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): quotes ? "&quot;" : nil
        case 0x09, 0x0A, 0x0D: nil
        case 0..<0x20, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}
