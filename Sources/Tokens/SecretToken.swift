import Crypto
import Foundation

/// A random secret that whoever holds may use: a session's id, an API key, the short code in an SMS link.
///
/// Only `hash` is stored. The text is its own proof, so it has no signature and no structure.
public struct SecretToken: Hashable, Sendable {
    /// 22 characters of base64url, which stand in URLs, cookies and headers as they are.
    public let text: String

    /// 128 fresh bits from `random`.
    public init(using random: inout some RandomNumberGenerator) {
        text = Base64URL.text(of: RandomBytes.draw(Self.byteCount, from: &random))
    }

    /// The code of no link, as long as any: what stands in where a message is only looked at.
    public static let sample = SecretToken(sample: String(repeating: "A", count: 22))

    private init(sample: String) { text = sample }

    /// What somebody presented; nil when no token looks like that.
    public init?(_ text: String) {
        guard Base64URL.bytes(of: text)?.count == Self.byteCount else { return nil }
        self.text = text
    }

    /// SHA-256 of the text's bytes, 32 bytes: what is stored and looked up. A 128-bit secret needs no salt.
    public var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }

    static let byteCount = 16
}
