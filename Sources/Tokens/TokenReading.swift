import Crypto
import Foundation

/// What a presented token turned out to be.
public enum TokenReading: Hashable, Sendable {
    case valid(SignedToken)
    /// Ours, but too late: a page may say so and offer another way.
    case expired(SignedToken)
    /// Not ours, or for another purpose: answered like an unknown page.
    case refused

    /// Reads `text` as a token for `purpose`.
    ///
    /// - Parameter now: seconds since 1970 UTC.
    public init(_ text: String, for purpose: TokenPurpose, keys: TokenKeys, now: Int64) {
        guard text.utf8.count <= Self.longest, let token = Self.authentic(text, for: purpose, keys: keys) else {
            self = .refused
            return
        }
        self = now < token.expiry ? .valid(token) : .expired(token)
    }

    private static func authentic(_ text: String, for purpose: TokenPurpose, keys: TokenKeys) -> SignedToken? {
        let fields = text.split(separator: ".", omittingEmptySubsequences: false)
        guard fields.count == 7, fields[2] == purpose.rawValue,
            let number = UInt8(fields[1]), let key = keys.key(number: number, for: purpose),
            let clinic = Int64(fields[3]), let expiry = Int64(fields[5]),
            let subjectBytes = Base64URL.bytes(of: fields[4]),
            let subject = String(validating: subjectBytes, as: UTF8.self),
            let signature = Base64URL.bytes(of: fields[6])
        else { return nil }
        let token = SignedToken(purpose: purpose, clinic: clinic, subject: subject, expiry: expiry)
        let claim = token.claim(keyNumber: number)
        // Spelled anew before it is checked: "+7" or "007" for a number was never signed by us.
        guard Array(text.utf8.prefix(claim.utf8.count)) == Array(claim.utf8),
            HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: Array(claim.utf8), using: key)
        else { return nil }
        return token
    }

    private static let longest = 1024
}
