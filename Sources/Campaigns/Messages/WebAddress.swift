/// Addresses of the web as people type them.
public enum WebAddress {
    /// Whether the whole text is one that a link may lead to, in visible ASCII.
    public static func isOne(_ text: String) -> Bool {
        let parts = TextLinks.parts(of: text)
        guard parts.count == 1, case .link(let address) = parts[0] else { return false }
        return address == text && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
