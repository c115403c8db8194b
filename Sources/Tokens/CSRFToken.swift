import Crypto
import Foundation

/// The hidden field that shows that a form was drawn for this very session.
public struct CSRFToken: Hashable, Sendable {
    /// 43 characters of base64url.
    public let text: String

    /// - Parameter session: the session's secret or its hash; the same on drawing and on checking.
    public init(session: [UInt8], keys: TokenKeys) {
        text = Base64URL.text(of: Self.code(session: session, key: keys.formKeys[0]))
    }

    /// Whether `text` was drawn for `session`, by the current or the previous key; compared in constant time.
    public static func isValid(_ text: String, session: [UInt8], keys: TokenKeys) -> Bool {
        guard let code = Base64URL.bytes(of: text) else { return false }
        return keys.formKeys.contains { key in
            HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: session, using: key)
        }
    }

    private static func code(session: [UInt8], key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: session, using: key)
    }
}
