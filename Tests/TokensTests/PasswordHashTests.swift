import CryptoExtras
import Foundation
import Testing

@testable import Tokens

@Suite struct PasswordHashTests {
    @Test("RFC 7914, section 12: pleaseletmein with SodiumChloride")
    func vector() {
        let cost = ScryptCost(log2N: 14, blockSize: 8, parallelism: 1)
        let digest = cost.digest(of: "pleaseletmein", salt: Array("SodiumChloride".utf8), byteCount: 64)
        let expected = """
            7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2\
            d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
            """
        #expect(digest.map { String(format: "%02x", $0) }.joined() == expected)
    }

    @Test("RFC 7914, section 12: an empty password with an empty salt")
    func emptyVector() {
        let digest = ScryptCost(log2N: 4, blockSize: 1, parallelism: 1).digest(of: "", salt: [], byteCount: 64)
        #expect(digest.prefix(4).elementsEqual([0x77, 0xd6, 0x57, 0x62]))
    }

    @Test("a password is known again, and no other is")
    func verify() {
        let hash = PasswordHash.make("correct horse", salt: salt)
        #expect(hash.text.hasPrefix("scrypt$15$8$3$"))
        #expect(PasswordHash.verify("correct horse", against: hash.text))
        #expect(!PasswordHash.verify("correct horsf", against: hash.text))
        #expect(!hash.isOutdated)
    }

    @Test("é typed as one character or as two is the same password")
    func normalised() {
        let composed = PasswordHash.make("caf\u{e9}", salt: salt, cost: cheap)
        #expect(composed == PasswordHash.make("cafe\u{301}", salt: salt, cost: cheap))
    }

    @Test("the same password under another salt is another hash")
    func salted() {
        let other = Array(salt.reversed())
        #expect(PasswordHash.make("x", salt: salt, cost: cheap) != PasswordHash.make("x", salt: other, cost: cheap))
    }

    @Test("a hash of other costs is still known, and asks to be made anew")
    func outdated() {
        let hash = PasswordHash.make("x", salt: salt, cost: cheap)
        #expect(hash.isOutdated)
        #expect(PasswordHash.verify("x", against: hash.text))
    }

    @Test("an unknown name is refused, whatever is typed", arguments: ["", "x"])
    func unknownName(password: String) {
        #expect(!PasswordHash.verify(password, against: nil))
    }

    @Test(
        "what is no hash lets nobody in",
        arguments: [
            "", "scrypt", "scrypt$15$8$3$$",
            "md5$15$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "scrypt$40$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "scrypt$15$8$3$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
        ])
    func malformed(text: String) {
        #expect(PasswordHash(text) == nil)
    }

    private let salt: [UInt8] = Array(0..<16)
    private let cheap = ScryptCost(log2N: 10, blockSize: 8, parallelism: 1)
}
