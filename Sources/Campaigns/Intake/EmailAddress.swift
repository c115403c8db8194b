import Foundation

/// The normal form of e-mail addresses.
public enum EmailAddress {
    /// The address without blanks around it, its domain in lower case and A-labels; nil when it is none that can be
    /// written to.
    ///
    /// The forms of RFC 5321 without quoted local parts and address literals. The local part may hold letters beyond ASCII
    /// (RFC 6531), composed, which not every mail server carries.
    public static func normalised(_ text: String) -> String? {
        guard text.utf8.count <= longestTyped else { return nil }
        let trimmed = text.trimmed
        let text = trimmed.utf8.allSatisfy { $0 < 0x80 } ? trimmed : trimmed.precomposedStringWithCanonicalMapping
        guard text.utf8.count <= 254, let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = text[..<at]
        guard isLocalPart(local), let domain = DomainName.ascii(String(text[text.utf8.index(after: at)...])),
            isDomain(Array(domain.utf8)), local.utf8.count + 1 + domain.utf8.count <= 254
        else { return nil }
        return "\(local)@\(domain)"
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        let atoms = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomScalar) }
    }

    private static func isAtomScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return atomBytes.contains(UInt8(ascii: scalar)) }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark,
            .spacingMark, .decimalNumber:
            return true
        default: return false
        }
    }

    private static func isDomain(_ bytes: [UInt8]) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2, !top.allSatisfy(digits.contains) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.allSatisfy(labelBytes.contains)
                && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
        }
    }

    /// With blanks around it; what is longer is none.
    private static let longestTyped = 1_000
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    private static let labelBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)
    private static let atomBytes = labelBytes.union("ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+/=?^_`{|}~".utf8)
}
