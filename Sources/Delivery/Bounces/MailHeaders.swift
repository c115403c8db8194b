/// The header fields of a mail, or of one of its parts: names in lower case, values unfolded (RFC 5322, section 2.2).
///
/// What is no field is passed over: mail that comes back was written by every kind of program.
struct MailHeaders {
    private var fields: [(name: String, value: String)] = []

    /// - Parameter lines: those before the body.
    init(_ lines: some Sequence<ArraySlice<UInt8>>) {
        for line in lines {
            guard let first = line.first else { continue }
            if first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                guard !fields.isEmpty else { continue }
                if fields[fields.count - 1].value.utf8.count < Self.longestValue {
                    fields[fields.count - 1].value += " " + Self.text(line)
                }
                continue
            }
            guard fields.count < Self.mostFields, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            fields.append((Self.text(line[..<colon]).lowercased(), Self.text(line[(colon + 1)...])))
        }
    }

    /// The first field of that name, which is in lower case.
    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    func all(_ names: [String]) -> [String] { fields.filter { names.contains($0.name) }.map(\.value) }

    /// The media type in lower case: `multipart/report`; what has none is plain text (RFC 2045, section 5.2).
    var mediaType: String {
        guard let type = self["content-type"] else { return "text/plain" }
        return type.prefix { $0 != ";" }.trimmed.lowercased()
    }

    /// A parameter of the content type, without its quotes.
    func parameter(_ name: String) -> String? {
        guard let type = self["content-type"] else { return nil }
        for piece in type.split(separator: ";").dropFirst() {
            let halves = piece.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, halves[0].trimmed.lowercased() == name else { continue }
            let value = halves[1].trimmed
            guard value.hasPrefix("\"") else { return String(value.prefix { !$0.isWhitespace }) }
            return String(value.dropFirst().prefix { $0 != "\"" })
        }
        return nil
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(longestValue), as: UTF8.self).trimmed
    }

    private static let longestValue = 4_000
    private static let mostFields = 300
}

extension StringProtocol {
    /// Without the blanks around it.
    var trimmed: String {
        let end = unicodeScalars.lastIndex { !$0.properties.isWhitespace }
        guard let end, let start = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(self[start...end])
    }
}
