import Testing

@testable import Tokens

@Suite struct CSRFTokenTests {
    @Test("a form's token holds for its own session only")
    func bound() {
        let token = CSRFToken(session: [1, 2, 3], keys: keys)
        #expect(CSRFToken.isValid(token.text, session: [1, 2, 3], keys: keys))
        #expect(!CSRFToken.isValid(token.text, session: [1, 2, 4], keys: keys))
        #expect(!CSRFToken.isValid("", session: [1, 2, 3], keys: keys))
        #expect(!CSRFToken.isValid(token.text + "A", session: [1, 2, 3], keys: keys))
    }

    @Test("a form drawn before a rotation can still be sent")
    func rotation() {
        let token = CSRFToken(session: [1], keys: keys)
        let rotated = TokenKeys(current: Self.secret(2), previous: Self.secret(1))
        #expect(CSRFToken.isValid(token.text, session: [1], keys: rotated))
        #expect(!CSRFToken.isValid(token.text, session: [1], keys: TokenKeys(current: Self.secret(2))))
    }

    private let keys = TokenKeys(current: Self.secret(1))
    private static func secret(_ number: UInt8) -> MasterSecret {
        MasterSecret(number: number, bytes: Array(repeating: number, count: 32))!
    }
}
