/// A secret from the configuration, from which every signing key is derived.
public struct MasterSecret: Sendable {
    /// Which secret this is, 1 to 255; it stands in each token, so that the right one checks it.
    public let number: UInt8
    let bytes: [UInt8]

    /// - Parameter bytes: at least 32, random; nil when there are fewer, or the number is 0.
    public init?(number: UInt8, bytes: [UInt8]) {
        guard number > 0, bytes.count >= 32 else { return nil }
        (self.number, self.bytes) = (number, bytes)
    }

    /// Reads a configured secret such as `2:Zm9v…`: its number, a colon, base64url without padding.
    public init?(_ text: String) {
        let fields = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard fields.count == 2, let number = UInt8(fields[0]), let bytes = Base64URL.bytes(of: fields[1]) else {
            return nil
        }
        self.init(number: number, bytes: bytes)
    }

    /// A new secret in the form that `init(_:)` reads, for a first installation or a rotation.
    public static func makeText(number: UInt8, using random: inout some RandomNumberGenerator) -> String {
        "\(number):" + Base64URL.text(of: RandomBytes.draw(32, from: &random))
    }
}
