import Crypto
import Foundation

/// The addresses to which mail that cannot be delivered comes back: one for each send, which it names and signs (VERP).
///
/// `bounces@clinic.example` becomes `bounces+KEY-SEND-SIGNATURE@clinic.example`: key and send as numbers, the signature as
/// base32, because servers may change the case of what stands before the @.
public struct BounceAddress: Sendable {
    private let local: String
    private let domain: String
    private let keys: TokenKeys

    /// - Parameter base: the mailbox, whose server must deliver what has a `+` and more behind its name to it.
    /// - Returns: nil for what is no ASCII address, and for one whose name leaves no room for ours.
    public init?(base: String, keys: TokenKeys) {
        guard Self.hasRoom(in: base), let at = base.lastIndex(of: "@") else { return nil }
        (local, domain, self.keys) = (String(base[..<at]), String(base[base.index(after: at)...]), keys)
    }

    /// Whether the name before its @ leaves room for ours.
    public static func hasRoom(in base: String) -> Bool {
        guard let at = base.utf8.lastIndex(of: UInt8(ascii: "@")), base.utf8.allSatisfy({ $0 < 0x80 }) else {
            return false
        }
        let local = base.utf8[..<at]
        return (1...(longestLocal - longestToken - 1)).contains(local.count) && !local.contains(UInt8(ascii: "+"))
    }

    /// The envelope's sender of a send's mail.
    public func address(send: Int64) -> String {
        guard let key = keys.key(number: keys.currentNumber, for: .bounce) else {
            preconditionFailure("a key is derived for every purpose")
        }
        return "\(local)+\(keys.currentNumber)-\(send)-\(Self.signature(of: send, by: key))@\(domain)"
    }

    /// The send that such an address names; nil for any other, and for one that we did not sign.
    public func send(in address: String) -> Int64? {
        guard let at = address.lastIndex(of: "@"), let plus = address[..<at].lastIndex(of: "+") else { return nil }
        let words = address[address.index(after: plus)..<at].split(separator: "-", omittingEmptySubsequences: false)
        guard words.count == 3, let number = UInt8(words[0]), let send = Int64(words[1]), String(send) == words[1],
            let key = keys.key(number: number, for: .bounce)
        else { return nil }
        let told = Array(words[2].lowercased().utf8)
        return ConstantTime.isEqual(told, Array(Self.signature(of: send, by: key).utf8)) ? send : nil
    }

    /// The first 80 bits of the HMAC: 16 letters.
    private static func signature(of send: Int64, by key: SymmetricKey) -> String {
        let code = Array(HMAC<SHA256>.authenticationCode(for: Array("bounce.\(send)".utf8), using: key)).prefix(10)
        var (bits, count, text) = (0, 0, "")
        for byte in code {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 5 {
                text.unicodeScalars.append(Unicode.Scalar(alphabet[bits >> (count - 5) & 31]))
                count -= 5
            }
            bits &= (1 << count) - 1
        }
        return text
    }

    /// Base32's (RFC 4648), in lower case.
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    /// Octets before an address's @ (RFC 5321, section 4.5.3.1.1).
    private static let longestLocal = 64
    private static let longestToken = 3 + 1 + 19 + 1 + 16
}
