/// A provider's own id of a message, fit to be stored.
enum ProviderReference {
    static let longest = 120

    /// `text` when it is printable ASCII of a fitting length, else nil.
    static func storable(_ text: some StringProtocol) -> String? {
        guard !text.isEmpty, text.utf8.count <= longest, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return nil
        }
        return String(text)
    }
}
