import Crypto
import Foundation

/// The signing keys of an installation: one for each purpose, derived from the current secret and the one before.
///
/// To rotate, the current secret becomes the previous one; what the older one signed holds until that is dropped too.
public struct TokenKeys: Sendable {
    private let current: DerivedKeys
    private let previous: DerivedKeys?

    /// - Parameter previous: a secret with another number, whose tokens still count; nil when there is none.
    public init(current: MasterSecret, previous: MasterSecret? = nil) {
        precondition(current.number != previous?.number, "two live secrets need two numbers")
        self.current = DerivedKeys(current)
        self.previous = previous.map(DerivedKeys.init)
    }

    /// The number of the secret that signs now.
    var currentNumber: UInt8 { current.number }

    func key(number: UInt8, for purpose: TokenPurpose) -> SymmetricKey? {
        [current, previous].lazy.compactMap { $0 }.first { $0.number == number }?.links[purpose]
    }

    /// Every live key for a purpose, the current one first.
    func keys(for purpose: TokenPurpose) -> [SymmetricKey] {
        [current, previous].compactMap { $0?.links[purpose] }
    }

    /// The keys that sign forms, the current one first.
    var formKeys: [SymmetricKey] { [current.forms] + (previous.map { [$0.forms] } ?? []) }

    private struct DerivedKeys {
        let number: UInt8
        let links: [TokenPurpose: SymmetricKey]
        let forms: SymmetricKey

        init(_ secret: MasterSecret) {
            number = secret.number
            links = Dictionary(
                uniqueKeysWithValues: TokenPurpose.allCases.map {
                    ($0, Self.derive(from: secret, for: "link:" + $0.rawValue))
                })
            forms = Self.derive(from: secret, for: "form")
        }

        /// HKDF with SHA-256 (RFC 5869); the info names program and use.
        private static func derive(from secret: MasterSecret, for use: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret.bytes),
                info: Array("campanile:1:\(use)".utf8), outputByteCount: 32)
        }
    }
}
