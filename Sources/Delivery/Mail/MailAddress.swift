import Campaigns

/// An e-mail address that can stand in an envelope and in a header as it is, without any blank or line break.
///
/// A domain beyond ASCII stands as its A-labels. A local part beyond ASCII can only go where the server offers SMTPUTF8.
///
/// - Source: RFC 5321, section 4.1.2: a dot-string and a domain; RFC 6531, section 3.3. Quoted local parts and address
///   literals are refused: mail servers refuse them more often than people have them.
public struct MailAddress: Hashable, Sendable {
    public let text: String

    public init?(_ typed: String) {
        guard typed.utf8.count <= Self.longest, let text = Self.withLabels(typed), text.utf8.count <= Self.longest,
            let at = text.utf8.lastIndex(of: UInt8(ascii: "@"))
        else { return nil }
        let local = text.utf8[..<at]
        let domain = text.utf8[text.utf8.index(after: at)...]
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...64).contains(local.count), Self.isDotString(local), labels.allSatisfy(Self.isLabel) else {
            return nil
        }
        self.text = text
    }

    public var domain: Substring { text[text.index(after: text.lastIndex(of: "@") ?? text.startIndex)...] }

    /// Whether its local part is beyond ASCII.
    public var needsUTF8: Bool { text.utf8.contains { $0 >= 0x80 } }

    private static let longest = 254

    /// The same with a domain in ASCII; nil when there is none.
    private static func withLabels(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        return EmailAddress.normalised(text)
    }

    private static func isDotString(_ bytes: Substring.UTF8View) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy { isLetterOrDigit($0) || atomMarks.contains($0) || $0 >= 0x80 }
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
