/// One attribute of an element, unescaped.
struct Attribute: Sendable, Equatable {
    let name: String
    let value: String

    /// Whether the value is an address that a browser follows or loads.
    static func holdsAddress(_ name: String) -> Bool {
        name == "href" || name == "src" || name == "action" || name == "formaction"
    }

    /// Whether the attribute is code: the content security policy refuses it and no page may carry it.
    static func holdsCode(_ name: String) -> Bool {
        name == "srcdoc" || name.utf8.starts(with: "on".utf8)
    }

    /// Whether a page may carry the address: no scheme at all, or one of the few that only lead somewhere.
    static func isSafeAddress(_ address: String) -> Bool {
        let bytes = address.utf8
        // Browsers read a backslash as a slash and drop blanks and control characters.
        if bytes.starts(with: "//".utf8) || bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }) {
            return false
        }
        let end = bytes.firstIndex {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return true }
        return ["https", "http", "mailto", "tel", "sms"].contains(address[..<end].lowercased())
    }
}
