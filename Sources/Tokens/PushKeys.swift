import Crypto

/// What a browser gave us to encrypt for it (RFC 8291, 2).
public struct PushKeys: Hashable, Sendable {
    /// A point of P-256, uncompressed: 65 bytes.
    public let publicKey: [UInt8]
    /// 16 bytes.
    public let auth: [UInt8]

    /// nil for what is no point of the curve, or a secret of another length.
    public init?(publicKey: [UInt8], auth: [UInt8]) {
        guard publicKey.count == 65, auth.count == 16,
            // What it says about the point does not matter: the browser named a key that is none.
            (try? P256.KeyAgreement.PublicKey(x963Representation: publicKey)) != nil
        else { return nil }
        (self.publicKey, self.auth) = (publicKey, auth)
    }

    /// As a subscription's JSON spells them: base64url, `p256dh` and `auth`.
    public init?(p256dh: String, auth: String) {
        guard let publicKey = Base64URL.bytes(of: p256dh), let secret = Base64URL.bytes(of: auth) else { return nil }
        self.init(publicKey: publicKey, auth: secret)
    }
}
