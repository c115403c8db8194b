import Foundation

/// Domain names as mail servers and the DNS take them: ASCII, each label beyond it as its A-label.
public enum DomainName {
    /// The name in lower case with A-labels; nil when a label holds what no name may hold.
    ///
    /// Only the form of labels beyond ASCII is checked here: what an ASCII one may be, the caller knows.
    ///
    /// - Source: RFC 5890 and 5891; the characters allowed are those of RFC 5892's letters, marks and digits.
    public static func ascii(_ text: String) -> String? {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        let mapped = text.precomposedStringWithCompatibilityMapping.lowercased()
        let labels = mapped.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "\u{3002}" }
        let ascii = labels.map { label -> String? in
            if label.allSatisfy(\.isASCII) { return String(label) }
            guard label.allSatisfy(isAllowed), label.first?.isMark == false, label.first != "-", label.last != "-"
            else { return nil }
            return "xn--" + Punycode.encode(Array(label))
        }
        return ascii.contains(nil) ? nil : ascii.compactMap(\.self).joined(separator: ".")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == "-" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber: return true
        default: return false
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
    }
}
