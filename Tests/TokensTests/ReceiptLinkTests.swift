import Testing

@testable import Tokens

@Suite struct ReceiptLinkTests {
    private let link = ReceiptLink(clinic: 7, send: 42, wire: 2)
    private let tenDays: Int64 = 864_000

    @Test("the word reads back as what it was made for, and for nothing else")
    func roundTrip() {
        let word = links.receipt(link, now: 1_000)
        #expect(links.readReceipt(word, now: 1_000) == .valid(link))
        #expect(links.readUnsubscribe(word, now: 1_000) == .refused)
        #expect(links.readVisit(word, for: .confirm, now: 1_000) == .refused)
        // It stands in an address as it is.
        #expect(word.utf8.allSatisfy { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "/") && $0 > 0x20 && $0 < 0x7F })
    }

    @Test("it holds for ten days")
    func expires() {
        let word = links.receipt(link, now: 1_000)
        #expect(links.readReceipt(word, now: 1_000 + tenDays - 1) == .valid(link))
        #expect(links.readReceipt(word, now: 1_000 + tenDays) == .expired)
    }

    @Test("what was changed on its way is refused")
    func tampered() {
        let word = links.receipt(link, now: 1_000)
        for forged in [word + "A", String(word.dropLast()), word.replacing(".7.", with: ".8."), "", "..", "AAAA"] {
            #expect(links.readReceipt(forged, now: 1_000) == .refused, "\(forged)")
        }
    }

    @Test("a signed subject of another form is refused", arguments: ["", "1", "1:", ":1", "1:x", "1:2:3"])
    func subjects(subject: String) {
        let signed = SignedToken(purpose: .receipt, clinic: 7, subject: subject, expiry: 10).text(signedWith: keys)
        #expect(links.readReceipt(signed, now: 0) == .refused)
    }

    private var links: PublicLinks { PublicLinks(base: "https://go.example/", keys: keys) }

    private var keys: TokenKeys {
        TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
    }
}
