import Testing

@testable import Tokens

@Suite struct CSRFTokenTests {
    @Test("a form's token holds for its own session only, and names the page that it was drawn on")
    func bound() {
        let (first, second) = (token([1, 2, 3]), token([1, 2, 3]))
        #expect(CSRFToken.nonce(of: first.text, session: [1, 2, 3], keys: keys)?.count == 16)
        #expect(
            CSRFToken.nonce(of: first.text, session: [1, 2, 3], keys: keys)
                != CSRFToken.nonce(of: second.text, session: [1, 2, 3], keys: keys))
        #expect(CSRFToken.nonce(of: first.text, session: [1, 2, 4], keys: keys) == nil)
        #expect(CSRFToken.nonce(of: "", session: [1, 2, 3], keys: keys) == nil)
        #expect(CSRFToken.nonce(of: first.text + "A", session: [1, 2, 3], keys: keys) == nil)
        let mixed = String(second.text.prefix(20) + first.text.dropFirst(20))
        #expect(CSRFToken.nonce(of: mixed, session: [1, 2, 3], keys: keys) == nil)
    }

    @Test("a form drawn before a rotation can still be sent")
    func rotation() {
        let token = token([1])
        let rotated = TokenKeys(current: Self.secret(2), previous: Self.secret(1))
        #expect(CSRFToken.nonce(of: token.text, session: [1], keys: rotated) != nil)
        #expect(CSRFToken.nonce(of: token.text, session: [1], keys: TokenKeys(current: Self.secret(2))) == nil)
    }

    private func token(_ session: [UInt8]) -> CSRFToken {
        var random = SystemRandomNumberGenerator()
        return CSRFToken(session: session, nonce: SecretToken(using: &random), keys: keys)
    }

    private let keys = TokenKeys(current: Self.secret(1))
    private static func secret(_ number: UInt8) -> MasterSecret {
        MasterSecret(number: number, bytes: Array(repeating: number, count: 32))!
    }
}
