import Testing

@testable import Tokens

@Suite struct SecretTokenTests {
    @Test("a token is 22 characters that need no escaping, and no two are alike")
    func fresh() {
        var random = SystemRandomNumberGenerator()
        let tokens = Set((0..<1000).map { _ in SecretToken(using: &random).text })
        #expect(tokens.count == 1000)
        #expect(tokens.allSatisfy { $0.utf8.count == 22 })
    }

    @Test("a presented token has the hash that was stored")
    func hash() throws {
        var random = SystemRandomNumberGenerator()
        let token = SecretToken(using: &random)
        #expect(try #require(SecretToken(token.text)).hash == token.hash)
        #expect(token.hash.count == 32)
    }

    @Test(
        "what no token looks like is refused",
        arguments: ["", "short", "AAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAA\n"])
    func malformed(text: String) {
        #expect(SecretToken(text) == nil)
    }
}
