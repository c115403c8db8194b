import Crypto
import Foundation

/// The key by which push services know this installation, and browsers that a message is from it.
///
/// - Source: RFC 8292.
public struct VAPIDKey: Sendable {
    private let key: P256.Signing.PrivateKey

    /// A new one.
    public init() { key = P256.Signing.PrivateKey() }

    /// Reads what `secretText` says; nil for anything else.
    public init?(_ text: String) {
        // Which rule the text breaks does not matter: it is no key.
        guard let bytes = Base64URL.bytes(of: text), let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes)
        else {
            return nil
        }
        self.key = key
    }

    /// 32 bytes in base64url, for a file that only we read.
    public var secretText: String { Base64URL.text(of: key.rawRepresentation) }

    /// What browsers subscribe by: the point, uncompressed, in base64url.
    public var publicText: String { Base64URL.text(of: key.publicKey.x963Representation) }

    /// The value of `Authorization`.
    ///
    /// - Parameters:
    ///   - origin: the push service's, such as `https://push.example.net`.
    ///   - expiry: seconds since 1970 UTC, at most 24 hours from now.
    ///   - subject: where a push service may reach us: `mailto:` or `https:`.
    public func authorization(for origin: String, until expiry: Int64, subject: String) throws -> String {
        let claim = Self.claim(for: origin, until: expiry, subject: subject)
        let signature = try key.signature(for: Array(claim.utf8))
        return "vapid t=\(claim).\(Base64URL.text(of: signature.rawRepresentation)), k=\(publicText)"
    }

    /// Header and claims of the token (RFC 7519, ES256), as they are signed.
    static func claim(for origin: String, until expiry: Int64, subject: String) -> String {
        let header = #"{"typ":"JWT","alg":"ES256"}"#
        let claims = #"{"aud":"\#(origin)","exp":\#(expiry),"sub":"\#(subject)"}"#
        return Base64URL.text(of: header.utf8) + "." + Base64URL.text(of: claims.utf8)
    }
}
