/// A mail's `Message-ID`, the same on every wire, so that mail programs show two copies as one.
public enum MessageID {
    /// - Returns: with angle brackets; the key's characters that may not stand there as `=` and two digits.
    public static func text(dedupeKey: String, domain: Substring) -> String {
        "<\(SafeName.text(dedupeKey))@\(domain)>"
    }
}
