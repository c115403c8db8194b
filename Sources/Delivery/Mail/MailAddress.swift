/// An e-mail address that can stand in an envelope and in a header as it is: ASCII, without any blank or line break.
///
/// - Source: RFC 5321, section 4.1.2: a dot-string and a domain. Quoted local parts, address literals and
///   addresses beyond ASCII are refused: mail servers refuse them more often than people have them.
public struct MailAddress: Hashable, Sendable {
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = text.utf8[..<at]
        let domain = text.utf8[text.utf8.index(after: at)...]
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...64).contains(local.count), Self.isDotString(local), labels.allSatisfy(Self.isLabel) else {
            return nil
        }
        self.text = text
    }

    public var domain: Substring { text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...] }

    private static let longest = 254

    private static func isDotString(_ bytes: Substring.UTF8View) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || atomMarks.contains($0) }
        }
    }

    private static func isLabel(_ bytes: Substring.UTF8View) -> Bool {
        guard (1...63).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen else { return false }
        return bytes.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    private static let hyphen = UInt8(ascii: "-")
    private static let atomMarks = Array("!#$%&'*+-/=?^_`{|}~".utf8)
}
