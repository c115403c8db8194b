import Crypto

/// The random part of one encrypted message: a key pair and a salt that are used once (RFC 8291, 3.1).
public struct PushSecret: Sendable {
    let key: P256.KeyAgreement.PrivateKey
    let salt: [UInt8]

    public init(using random: inout some RandomNumberGenerator) {
        var key: P256.KeyAgreement.PrivateKey?
        while key == nil {
            // One in 2³² draws is no number below the curve's order: another is drawn.
            key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: RandomBytes.draw(32, from: &random))
        }
        guard let key else { preconditionFailure("the loop ends with a key") }
        (self.key, salt) = (key, RandomBytes.draw(16, from: &random))
    }

    /// nil for bytes that are no private key, or a salt that is not 16 bytes.
    init?(privateKey: [UInt8], salt: [UInt8]) {
        // Which rule the bytes break is nobody's business.
        guard salt.count == 16, let key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: privateKey) else {
            return nil
        }
        (self.key, self.salt) = (key, salt)
    }
}
