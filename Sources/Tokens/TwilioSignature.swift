import Crypto
import Foundation

/// What Twilio signs its requests with: HMAC-SHA-1 over the address it asked and the fields it sent, in base64, with the
/// account's token as key.
///
/// - Source: Twilio's documentation, "Validating Signatures from Twilio".
public enum TwilioSignature {
    /// The header that carries it, by its lower-case name.
    public static let header = "x-twilio-signature"

    /// Whether whoever sent the fields to this address knows the token; its duration does not tell how near it came.
    ///
    /// - Parameters:
    ///   - url: as the sender was told it, with its query.
    ///   - fields: of the form, in any order.
    public static func isValid(
        _ signature: String, url: String, fields: [(name: String, value: String)], token: String
    ) -> Bool {
        ConstantTime.isEqual(Array(signature.utf8), Array(text(url: url, fields: fields, token: token).utf8))
    }

    static func text(url: String, fields: [(name: String, value: String)], token: String) -> String {
        let key = SymmetricKey(data: Array(token.utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(for: signed(url: url, fields: fields), using: key)
        return Data(code).base64EncodedString()
    }

    /// The address, then every field's name and value by name; a value that comes twice under a name counts once.
    private static func signed(url: String, fields: [(name: String, value: String)]) -> [UInt8] {
        let values = Dictionary(grouping: fields, by: \.name).mapValues { Set($0.map(\.value)) }
        return values.sorted { isBefore($0.key, $1.key) }.reduce(into: Array(url.utf8)) { bytes, field in
            for value in field.value.sorted(by: isBefore) { bytes += Array(field.key.utf8) + Array(value.utf8) }
        }
    }

    /// By bytes: Swift compares by characters.
    private static func isBefore(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}
