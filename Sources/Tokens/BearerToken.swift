/// A secret word that a program sends as `Authorization: Bearer WORD`.
public struct BearerToken: Sendable {
    private let bytes: [UInt8]

    /// nil for a word of fewer than 16 characters, or with a blank in it.
    public init?(_ text: String) {
        guard text.utf8.count >= Self.shortest, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        bytes = Array(text.utf8)
    }

    public static let shortest = 16

    /// Whether a request's header `Authorization` carries it; takes as long for a wrong one.
    public func isCarried(by header: String?) -> Bool {
        let parts = (header ?? "").split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        return ConstantTime.isEqual(bytes, Array(parts[1].utf8))
    }
}
