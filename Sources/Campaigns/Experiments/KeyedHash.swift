/// A number that looks random to whoever has not the key, and is always the same to whoever has.
///
/// - Source: J.-P. Aumasson and D. J. Bernstein, SipHash-2-4 (2012).
struct KeyedHash {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    /// The hash of whole words, each in little-endian order.
    static func of(_ words: [UInt64], key: ExperimentKey) -> UInt64 {
        var state = KeyedHash(key)
        for word in words { state.take(word) }
        // The last block holds the length in bytes, and no byte is left over.
        state.take(UInt64(truncatingIfNeeded: 8 * words.count) << 56)
        return state.finished()
    }

    private init(_ key: ExperimentKey) {
        v0 = key.low ^ 0x736f_6d65_7073_6575
        v1 = key.high ^ 0x646f_7261_6e64_6f6d
        v2 = key.low ^ 0x6c79_6765_6e65_7261
        v3 = key.high ^ 0x7465_6462_7974_6573
    }

    private mutating func take(_ word: UInt64) {
        v3 ^= word
        round()
        round()
        v0 ^= word
    }

    private mutating func finished() -> UInt64 {
        v2 ^= 0xFF
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func round() {
        v0 &+= v1
        v2 &+= v3
        v1 = rotated(v1, 13) ^ v0
        v3 = rotated(v3, 16) ^ v2
        v0 = rotated(v0, 32)
        v2 &+= v1
        v0 &+= v3
        v1 = rotated(v1, 17) ^ v2
        v3 = rotated(v3, 21) ^ v0
        v2 = rotated(v2, 32)
    }

    private func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }
}
