import Crypto
import Foundation

/// The hidden field that shows that a form was drawn for this very session, and tells one drawn page from another.
public struct CSRFToken: Hashable, Sendable {
    /// 64 characters of base64url: the page's nonce, then its code.
    public let text: String

    /// - Parameters:
    ///   - session: the session's secret or its hash; the same on drawing and on checking.
    ///   - nonce: of the page that is drawn.
    public init(session: [UInt8], nonce: SecretToken, keys: TokenKeys) {
        let bytes = Base64URL.bytes(of: nonce.text) ?? []
        let code = HMAC<SHA256>.authenticationCode(for: session + bytes, using: keys.formKeys[0])
        text = Base64URL.text(of: bytes + Array(code))
    }

    /// The 16 bytes of the page's nonce, if `text` was drawn for `session`, by the current or the previous key; compared
    /// in constant time. nil for every other text.
    public static func nonce(of text: String, session: [UInt8], keys: TokenKeys) -> [UInt8]? {
        guard let bytes = Base64URL.bytes(of: text), bytes.count == SecretToken.byteCount + SHA256.byteCount else {
            return nil
        }
        let nonce = Array(bytes.prefix(SecretToken.byteCount))
        let code = bytes.dropFirst(SecretToken.byteCount)
        let isOurs = keys.formKeys.contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: session + nonce, using: key)
        }
        return isOurs ? nonce : nil
    }
}
