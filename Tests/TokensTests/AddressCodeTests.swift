import Testing

@testable import Tokens

@Suite struct AddressCodeTests {
    private static let secret = MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!
    private static let other = MasterSecret(number: 2, bytes: Array(repeating: 9, count: 32))!
    private static let codes = AddressCode(keys: TokenKeys(current: secret))

    @Test("a code has six digits, follows from its nonce, and differs from others'")
    func text() {
        let nonces = (0..<200).map { [UInt8](repeating: UInt8($0), count: 32) }
        let texts = nonces.map(Self.codes.text)
        #expect(texts.allSatisfy { $0.count == 6 && $0.allSatisfy(\.isNumber) })
        #expect(texts == nonces.map(Self.codes.text))
        #expect(Set(texts).count > 190)
        #expect(texts.contains { $0.hasPrefix("0") })
    }

    @Test("the right code is right with blanks, and nothing else is")
    func typed() {
        let nonce = [UInt8](repeating: 3, count: 32)
        let code = Self.codes.text(of: nonce)
        #expect(Self.codes.isRight(code, of: nonce))
        #expect(Self.codes.isRight(" \(code.prefix(3)) \(code.suffix(3)) ", of: nonce))
        for wrong in ["", "000000", String(code.dropLast()), code + "0", "x" + code] where wrong != code {
            #expect(!Self.codes.isRight(wrong, of: nonce))
        }
        #expect(!Self.codes.isRight(code, of: [UInt8](repeating: 4, count: 32)))
    }

    @Test("a code that went out before the secret was rotated still holds")
    func rotation() {
        let nonce = [UInt8](repeating: 3, count: 32)
        let rotated = AddressCode(keys: TokenKeys(current: Self.other, previous: Self.secret))
        #expect(rotated.isRight(Self.codes.text(of: nonce), of: nonce))
        #expect(!AddressCode(keys: TokenKeys(current: Self.other)).isRight(Self.codes.text(of: nonce), of: nonce))
    }
}
