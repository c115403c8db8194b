import Testing

@testable import Tokens

@Suite struct BounceAddressTests {
    private static let secret = MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!
    private static let other = MasterSecret(number: 2, bytes: Array(repeating: 9, count: 32))!

    private static func bounces(_ keys: TokenKeys = TokenKeys(current: secret)) throws -> BounceAddress {
        try #require(BounceAddress(base: "bounces@clinic.example", keys: keys))
    }

    @Test("a return path names its send, whatever becomes of its case", arguments: [1, 42, Int64.max])
    func reading(send: Int64) throws {
        let bounces = try Self.bounces()
        let address = bounces.address(send: send)
        #expect(address.hasPrefix("bounces+1-\(send)-") && address.hasSuffix("@clinic.example"))
        #expect(address.prefix { $0 != "@" }.count <= 64)
        #expect(bounces.send(in: address) == send)
        #expect(bounces.send(in: address.uppercased()) == send)
        #expect(bounces.address(send: send) == address)
    }

    @Test(
        "what we did not sign names nothing",
        arguments: [
            "", "@", "bounces@clinic.example", "bounces+@clinic.example", "bounces+1-42@clinic.example",
            "bounces+1-42-@clinic.example", "bounces+1-42-aaaaaaaaaaaaaaaa@clinic.example",
            "bounces+9-42-aaaaaaaaaaaaaaaa@clinic.example", "bounces+1-042-aaaaaaaaaaaaaaaa@clinic.example",
            "bounces+1--42-aaaaaaaaaaaaaaaa@clinic.example", "bounces+x-y-z@clinic.example",
        ])
    func forged(address: String) throws {
        #expect(try Self.bounces().send(in: address) == nil)
    }

    @Test("another send's signature is none, and neither is another installation's")
    func borrowed() throws {
        let bounces = try Self.bounces()
        let borrowed = bounces.address(send: 42).replacing("-42-", with: "-43-")
        #expect(bounces.send(in: borrowed) == nil)
        let elsewhere = try Self.bounces(
            TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 8, count: 32))!))
        #expect(bounces.send(in: elsewhere.address(send: 42)) == nil)
    }

    @Test("what the previous secret signed still holds")
    func rotation() throws {
        let old = try Self.bounces().address(send: 42)
        let rotated = try Self.bounces(TokenKeys(current: Self.other, previous: Self.secret))
        #expect(rotated.send(in: old) == 42)
        #expect(rotated.address(send: 42).hasPrefix("bounces+2-42-"))
    }

    @Test(
        "a mailbox whose name leaves no room is refused",
        arguments: [
            "a", "@b", "bounces+x@clinic.example", String(repeating: "a", count: 24) + "@clinic.example",
            "réponses@clinic.example",
        ])
    func room(base: String) {
        #expect(BounceAddress(base: base, keys: TokenKeys(current: Self.secret)) == nil)
    }

    @Test("the longest that has room")
    func longest() throws {
        let base = String(repeating: "a", count: 23) + "@clinic.example"
        let bounces = try #require(BounceAddress(base: base, keys: TokenKeys(current: Self.secret)))
        #expect(bounces.address(send: .max).prefix { $0 != "@" }.count <= 64)
    }
}
