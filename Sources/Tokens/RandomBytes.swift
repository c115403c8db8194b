/// Bytes from a random source that the caller owns.
enum RandomBytes {
    static func draw(_ count: Int, from random: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
