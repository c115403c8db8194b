import Crypto
import Foundation

/// Six digits that go to an address, and that only its owner can type in.
///
/// No form of them is stored: they follow from a random nonce, which is, and from the installation's secret, which is not in
/// the database; so whoever reads that alone knows no code.
public struct AddressCode: Sendable {
    private let keys: TokenKeys

    public init(keys: TokenKeys) { self.keys = keys }

    /// The code of a nonce, by the current secret.
    ///
    /// - Parameter nonce: random bytes, at least 16.
    public func text(of nonce: [UInt8]) -> String {
        guard let key = keys.keys(for: .code).first else { preconditionFailure("a key is derived for every purpose") }
        return Self.digits(of: nonce, by: key)
    }

    /// Whether somebody typed the code of this nonce; blanks do not matter.
    public func isRight(_ typed: String, of nonce: [UInt8]) -> Bool {
        let told = Array(typed.utf8.filter { $0 != UInt8(ascii: " ") })
        return keys.keys(for: .code).contains { ConstantTime.isEqual(told, Array(Self.digits(of: nonce, by: $0).utf8)) }
    }

    private static func digits(of nonce: [UInt8], by key: SymmetricKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: nonce, using: key)
        let number = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        return String(repeating: "0", count: 6 - String(number).count) + String(number)
    }
}
