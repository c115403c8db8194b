/// What is stored of a password: `scrypt$15$8$3$SALT$HASH`, with log2 N, r and p in clear, salt and hash in base64url.
///
/// - Source: RFC 7914; the costs are delivery.md 6 (N = 2^15, r = 8, p = 3: 32 MiB while it runs).
public struct PasswordHash: Hashable, Sendable {
    public let text: String

    let cost: ScryptCost
    let salt: [UInt8]
    let digest: [UInt8]

    /// Reads what was stored; nil when it is not of this form, or asks for a cost that no release ever used.
    public init?(_ text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "scrypt",
            let cost = ScryptCost(log2N: fields[1], blockSize: fields[2], parallelism: fields[3]),
            let salt = Base64URL.bytes(of: fields[4]), salt.count == Self.saltByteCount,
            let digest = Base64URL.bytes(of: fields[5]), digest.count == Self.digestByteCount
        else { return nil }
        (self.text, self.cost, self.salt, self.digest) = (text, cost, salt, digest)
    }

    /// A hash of `password` with a fresh salt from `random`.
    public static func make(_ password: String, using random: inout some RandomNumberGenerator) -> PasswordHash {
        make(password, salt: RandomBytes.draw(saltByteCount, from: &random))
    }

    /// A hash of `password`, which is brought to Unicode's NFC first, so that two keyboards spell it alike.
    ///
    /// - Parameter salt: 16 bytes, never used for another password.
    public static func make(_ password: String, salt: [UInt8]) -> PasswordHash {
        make(password, salt: salt, cost: .current)
    }

    static func make(_ password: String, salt: [UInt8], cost: ScryptCost) -> PasswordHash {
        precondition(salt.count == saltByteCount, "a password's salt is \(saltByteCount) bytes")
        let digest = cost.digest(of: password, salt: salt, byteCount: digestByteCount)
        return PasswordHash(cost: cost, salt: salt, digest: digest)
    }

    /// Whether `password` is the one that `stored` was made from, compared in constant time.
    ///
    /// - Parameter stored: the text as stored; nil for an unknown name, which takes as long and is always false.
    public static func verify(_ password: String, against stored: String?) -> Bool {
        let known = stored.flatMap(PasswordHash.init(_:))
        let hash = known ?? nobody
        let digest = hash.cost.digest(of: password, salt: hash.salt, byteCount: digestByteCount)
        let isSame = ConstantTime.isEqual(digest, hash.digest)
        return isSame && known != nil
    }

    /// True when this hash was made with other costs than today's, and should be made anew at the next sign-in.
    public var isOutdated: Bool { cost != .current }

    static let saltByteCount = 16
    static let digestByteCount = 32

    /// What an unknown name is checked against.
    private static let nobody = PasswordHash(
        cost: .current,
        salt: Array(repeating: 0, count: saltByteCount),
        digest: Array(repeating: 0, count: digestByteCount))

    private init(cost: ScryptCost, salt: [UInt8], digest: [UInt8]) {
        let fields = [cost.text, Base64URL.text(of: salt), Base64URL.text(of: digest)]
        text = "scrypt$" + fields.joined(separator: "$")
        (self.cost, self.salt, self.digest) = (cost, salt, digest)
    }
}
