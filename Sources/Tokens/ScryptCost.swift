import Crypto
import CryptoExtras
import Foundation

/// How much work one scrypt is; memory while it runs is 128 · 2^log2N · blockSize bytes.
struct ScryptCost: Hashable, Sendable {
    let log2N: Int
    let blockSize: Int
    let parallelism: Int

    static let current = ScryptCost(log2N: 15, blockSize: 8, parallelism: 3)

    init(log2N: Int, blockSize: Int, parallelism: Int) {
        (self.log2N, self.blockSize, self.parallelism) = (log2N, blockSize, parallelism)
    }

    /// Reads the three fields of a stored hash; nil outside what one sign-in may cost.
    init?(log2N: Substring, blockSize: Substring, parallelism: Substring) {
        guard let log2N = Int(log2N), (10...17).contains(log2N),
            let blockSize = Int(blockSize), (1...8).contains(blockSize),
            let parallelism = Int(parallelism), (1...8).contains(parallelism)
        else { return nil }
        self.init(log2N: log2N, blockSize: blockSize, parallelism: parallelism)
    }

    var text: String { "\(log2N)$\(blockSize)$\(parallelism)" }

    func digest(of password: String, salt: [UInt8], byteCount: Int) -> [UInt8] {
        let normal = Array(password.precomposedStringWithCanonicalMapping.utf8)
        do {
            let key = try KDF.Scrypt.deriveKey(
                from: normal, salt: salt, outputByteCount: byteCount,
                rounds: 1 << log2N, blockSize: blockSize, parallelism: parallelism)
            return key.withUnsafeBytes(Array.init)
        } catch {
            // The costs are within bounds, so only memory can be missing; Swift's own allocations trap there too.
            preconditionFailure("scrypt could not reserve its memory")
        }
    }
}
