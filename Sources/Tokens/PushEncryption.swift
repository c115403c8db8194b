import Crypto

/// A push message as only one browser can read it.
///
/// - Source: RFC 8291 (keys), RFC 8188 (`aes128gcm`, one record).
public enum PushEncryption {
    /// Bytes of text that fit into the one record which every push service takes (RFC 8291, 4).
    public static let longestText = 3_993

    /// The body of the request: header, then the encrypted text.
    ///
    /// - Returns: nil for a longer text, and for keys that agree on nothing.
    public static func body(of text: [UInt8], for browser: PushKeys, using secret: PushSecret) -> [UInt8]? {
        guard text.count <= longestText else { return nil }
        let own = Array(secret.key.publicKey.x963Representation)
        do {
            let input = try agreed(browser, secret, own)
            let key = derive(input, secret.salt, "Content-Encoding: aes128gcm", count: 16)
            let nonce = derive(input, secret.salt, "Content-Encoding: nonce", count: 12)
            // 2 marks the last record.
            let sealed = try AES.GCM.seal(
                text + [2], using: key, nonce: try AES.GCM.Nonce(data: nonce.withUnsafeBytes { Array($0) }))
            return secret.salt + recordSize + [UInt8(own.count)] + own + sealed.ciphertext + sealed.tag
        } catch {
            // Crypto's errors say nothing that a caller could mend.
            return nil
        }
    }

    /// 4,096, in network order.
    private static let recordSize: [UInt8] = [0, 0, 0x10, 0]

    /// The input keying material of RFC 8291, 3.4.
    private static func agreed(_ browser: PushKeys, _ secret: PushSecret, _ own: [UInt8]) throws -> SymmetricKey {
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: browser.publicKey)
        return try secret.key.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: browser.auth,
            sharedInfo: Array("WebPush: info".utf8) + [0] + browser.publicKey + own, outputByteCount: 32)
    }

    private static func derive(_ input: SymmetricKey, _ salt: [UInt8], _ use: String, count: Int) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: input, salt: salt, info: Array(use.utf8) + [0], outputByteCount: count)
    }
}
