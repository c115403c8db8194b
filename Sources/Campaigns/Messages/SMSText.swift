/// The text of an SMS as it is saved (delivery.md 4).
public enum SMSText {
    /// The text with typographic quotes, dashes, ellipses and special spaces as the GSM characters that stand for them,
    /// so that a pasted apostrophe does not halve the length of a part.
    public static func tidied(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        var tidied = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}", "\u{2039}", "\u{203A}": tidied.append("'")
            case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{2033}", "\u{AB}", "\u{BB}": tidied.append("\"")
            case "\u{2010}"..."\u{2015}", "\u{2212}": tidied.append("-")
            case "\u{2026}": tidied.append(contentsOf: "...".unicodeScalars)
            case "\u{A0}", "\u{2000}"..."\u{200A}", "\u{202F}", "\u{205F}": tidied.append(" ")
            case "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}": continue
            default: tidied.append(scalar)
            }
        }
        return String(tidied)
    }
}
