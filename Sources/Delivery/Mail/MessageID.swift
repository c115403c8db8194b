/// A mail's `Message-ID`, the same on every wire, so that mail programs show two copies as one.
public enum MessageID {
    /// - Returns: with angle brackets; the key's characters that may not stand there as `=` and two digits.
    public static func text(dedupeKey: String, domain: Substring) -> String {
        "<\(SafeName.text(dedupeKey))@\(domain)>"
    }

    /// The key of the send that a `Message-ID` of ours names; nil for what cannot be one.
    public static func dedupeKey(_ text: String) -> String? {
        guard text.hasPrefix("<"), text.hasSuffix(">"), let at = text.lastIndex(of: "@") else { return nil }
        return SafeName.key(text[text.index(after: text.startIndex)..<at])
    }
}
