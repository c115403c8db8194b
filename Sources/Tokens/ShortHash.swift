import Crypto

/// A name for something whose text must not be told: a push message's `Topic` (RFC 8030, 5.4), a browser's endpoint.
public enum ShortHash {
    /// 32 characters of base64url, the beginning of the text's SHA-256.
    public static func text(of text: String) -> String {
        String(Base64URL.text(of: SHA256.hash(data: Array(text.utf8))).prefix(32))
    }
}
