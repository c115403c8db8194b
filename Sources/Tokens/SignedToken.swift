import Crypto
import Foundation

/// What a link in a message says, signed: this purpose, for this clinic, about this subject, until then.
///
/// Spelled `version.key.purpose.clinic.subject.expiry.signature`: numbers in decimal, subject and signature (HMAC-SHA-256
/// over all that stands before its point) in base64url. Every token has exactly one spelling.
///
/// - Source: delivery.md 5.
public struct SignedToken: Hashable, Sendable {
    public let purpose: TokenPurpose
    public let clinic: Int64
    /// What the link is about; only compared or looked up, and shown to whoever holds the link.
    public let subject: String
    /// The first second, since 1970 UTC, at which the token no longer holds.
    public let expiry: Int64

    public init(purpose: TokenPurpose, clinic: Int64, subject: String, expiry: Int64) {
        (self.purpose, self.clinic, self.subject, self.expiry) = (purpose, clinic, subject, expiry)
    }

    /// The token's text, signed with the current key.
    public func text(signedWith keys: TokenKeys) -> String {
        guard let key = keys.key(number: keys.currentNumber, for: purpose) else {
            preconditionFailure("a key is derived for every purpose")
        }
        let claim = claim(keyNumber: keys.currentNumber)
        let signature = HMAC<SHA256>.authenticationCode(for: Array(claim.utf8), using: key)
        return claim + "." + Base64URL.text(of: signature)
    }

    func claim(keyNumber: UInt8) -> String {
        let subject = Base64URL.text(of: subject.utf8)
        return "\(Self.version).\(keyNumber).\(purpose.rawValue).\(clinic).\(subject).\(expiry)"
    }

    static let version = 1
}
