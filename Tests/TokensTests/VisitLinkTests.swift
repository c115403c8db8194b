import Testing

@testable import Tokens

@Suite struct VisitLinkTests {
    private let link = VisitLink(clinic: 7, appointment: 42, startsAt: 1_805_229_000_000_000)

    @Test(
        "a signed link reads back as what it was made for, and for nothing else", arguments: VisitLink.Purpose.allCases)
    func roundTrip(purpose: VisitLink.Purpose) {
        let text = token(links.visit(purpose, link))
        let other: VisitLink.Purpose = purpose == .confirm ? .reschedule : .confirm
        #expect(links.readVisit(text, for: purpose, now: 0) == .signed(link))
        // Too late is for the page to say, which knows the clinic's phone.
        #expect(links.readVisit(text, for: purpose, now: 1_805_229_001) == .signed(link))
        #expect(links.readVisit(text, for: other, now: 0) == .refused)
        #expect(links.readUnsubscribe(text, now: 0) == .refused)
    }

    @Test("a short link is the code alone, under the address of its purpose")
    func short() throws {
        let code = try #require(SecretToken("Kp3vZxQ9sT1mWcR7bN2yLg"))
        #expect(links.visit(.confirm, short: code) == "https://go.example/p/v/Kp3vZxQ9sT1mWcR7bN2yLg")
        #expect(links.visit(.reschedule, short: code) == "https://go.example/p/r/Kp3vZxQ9sT1mWcR7bN2yLg")
        #expect(links.readVisit(code.text, for: .confirm, now: 0) == .short(code))
    }

    @Test("what was changed on its way is refused")
    func tampered() {
        let text = token(links.visit(.confirm, link))
        for forged in [text + "A", String(text.dropLast()), text.replacing(".7.", with: ".8."), "", "..", "AAAA"] {
            #expect(links.readVisit(forged, for: .confirm, now: 0) == .refused, "\(forged)")
        }
    }

    @Test("a signed subject of another form is refused", arguments: ["", "1", "1:", ":1", "1:x", "1:2:3"])
    func subjects(subject: String) {
        let signed = SignedToken(purpose: .confirm, clinic: 7, subject: subject, expiry: 10).text(signedWith: keys)
        #expect(links.readVisit(signed, for: .confirm, now: 0) == .refused)
    }

    private func token(_ url: String) -> String { String(url.split(separator: "/").last!) }

    private var links: PublicLinks { PublicLinks(base: "https://go.example/", keys: keys) }

    private var keys: TokenKeys {
        TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
    }
}
