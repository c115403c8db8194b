import Crypto
import Foundation
import Testing

@testable import Tokens

@Suite struct VAPIDKeyTests {
    /// RFC 8292, 2.4.
    static let token = """
        eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3NjgsInN1YiI6Im\
        1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvo\
        D1oA
        """
    static let key = "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs"

    @Test("what is signed is that of RFC 8292's example, whose signature holds by the same reading")
    func example() throws {
        let claim = VAPIDKey.claim(
            for: "https://push.example.net", until: 1_453_523_768, subject: "mailto:push@example.com")
        let parts = Self.token.split(separator: ".")
        #expect(claim == parts.prefix(2).joined(separator: "."))
        #expect(try Self.holds(String(parts[2]), over: claim, by: Self.key))
        #expect(try !Self.holds(String(parts[2]), over: claim + "A", by: Self.key))
    }

    @Test("the header names the key by which its token holds")
    func header() throws {
        let key = VAPIDKey()
        let value = try key.authorization(
            for: "https://push.example.net", until: 1_453_523_768, subject: "mailto:push@example.com")
        let match = try #require(value.wholeMatch(of: /vapid t=([\w.-]+), k=([\w-]+)/))
        let parts = match.1.split(separator: ".")
        #expect(match.2 == key.publicText)
        #expect(try Self.holds(String(parts[2]), over: parts.prefix(2).joined(separator: "."), by: String(match.2)))
    }

    @Test("a key is read back from the text that its file holds, and from nothing else")
    func text() throws {
        let key = VAPIDKey()
        #expect(try #require(VAPIDKey(key.secretText)).publicText == key.publicText)
        for text in ["", "x", key.secretText + "AA", key.publicText, String(repeating: "A", count: 43)] {
            #expect(VAPIDKey(text) == nil, "\(text.count)")
        }
    }

    private static func holds(_ signature: String, over claim: String, by key: String) throws -> Bool {
        let key = try P256.Signing.PublicKey(x963Representation: try #require(Base64URL.bytes(of: key)))
        let bytes = try #require(Base64URL.bytes(of: signature))
        return key.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: bytes), for: Array(claim.utf8))
    }
}
