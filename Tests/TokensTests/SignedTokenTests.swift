import Testing

@testable import Tokens

@Suite struct SignedTokenTests {
    @Test("a token says what was signed, until its last second")
    func roundTrip() {
        let text = token.text(signedWith: keys)
        #expect(TokenReading(text, for: .confirm, keys: keys, now: 1_799_999_999) == .valid(token))
        #expect(TokenReading(text, for: .confirm, keys: keys, now: 1_800_000_000) == .expired(token))
    }

    @Test("a token for one purpose is worthless for every other", arguments: TokenPurpose.allCases)
    func purposes(purpose: TokenPurpose) {
        let token = SignedToken(purpose: purpose, clinic: 7, subject: "s", expiry: 10)
        for other in TokenPurpose.allCases where other != purpose {
            #expect(TokenReading(token.text(signedWith: keys), for: other, keys: keys, now: 0) == .refused)
            let renamed = token.text(signedWith: keys).replacing(".\(purpose.rawValue).", with: ".\(other.rawValue).")
            #expect(TokenReading(renamed, for: other, keys: keys, now: 0) == .refused)
        }
    }

    @Test("any one character changed, left out or added is refused")
    func tampering() {
        let text = Array(token.text(signedWith: keys))
        for index in text.indices {
            var changed = text
            changed[index] = text[index] == "A" ? "B" : "A"
            #expect(read(String(changed)) == .refused)
            var shorter = text
            shorter.remove(at: index)
            #expect(read(String(shorter)) == .refused)
            var longer = text
            longer.insert(longer[index], at: index)
            #expect(read(String(longer)) == .refused)
        }
    }

    @Test("a number spelled otherwise is refused", arguments: ["+7", "07", "-7", "7 ", ""])
    func spelling(clinic: String) {
        #expect(read(token.text(signedWith: keys).replacing(".7.", with: ".\(clinic).")) == .refused)
    }

    @Test("after a rotation old tokens hold, after the next they do not")
    func rotation() {
        let old = token.text(signedWith: keys)
        let rotated = TokenKeys(current: Self.secret(2), previous: Self.secret(1))
        let rotatedTwice = TokenKeys(current: Self.secret(3), previous: Self.secret(2))
        #expect(TokenReading(old, for: .confirm, keys: rotated, now: 0) == .valid(token))
        #expect(TokenReading(old, for: .confirm, keys: rotatedTwice, now: 0) == .refused)
        #expect(token.text(signedWith: rotated).hasPrefix("1.2.confirm.7."))
    }

    @Test("another installation's token is refused")
    func foreign() {
        let theirs = TokenKeys(current: Self.secret(1, filledWith: 99))
        #expect(read(token.text(signedWith: theirs)) == .refused)
    }

    @Test(
        "hostile texts are refused",
        arguments: ["", ".", "......", String(repeating: "1.", count: 5000), "1.1.confirm.7.\u{0}.9.x"])
    func hostile(text: String) {
        #expect(read(text) == .refused)
    }

    @Test("a master secret is read as it was written, and short ones are refused")
    func secrets() throws {
        var random = SystemRandomNumberGenerator()
        let text = MasterSecret.makeText(number: 9, using: &random)
        #expect(try #require(MasterSecret(text)).number == 9)
        #expect(MasterSecret("1:c2hvcnQ") == nil)
        #expect(MasterSecret(number: 0, bytes: Array(repeating: 1, count: 32)) == nil)
    }

    private let token = SignedToken(
        purpose: .confirm, clinic: 7, subject: "visit 12 @ 1799990000", expiry: 1_800_000_000)
    private let keys = TokenKeys(current: Self.secret(1))

    private func read(_ text: String) -> TokenReading { TokenReading(text, for: .confirm, keys: keys, now: 0) }

    private static func secret(_ number: UInt8, filledWith byte: UInt8? = nil) -> MasterSecret {
        MasterSecret(number: number, bytes: Array(repeating: byte ?? number, count: 32))!
    }
}
