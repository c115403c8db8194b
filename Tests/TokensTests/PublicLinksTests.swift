import Testing

@testable import Tokens

@Suite struct PublicLinksTests {
    @Test("each link reads back as what it was made for, and as nothing else")
    func roundTrip() {
        let unsubscribe = links.unsubscribe(send: 42, clinic: 7, now: 1_000)
        let open = links.open(send: 42, clinic: 7, now: 1_000)
        let click = links.click(link: 3, send: 42, clinic: 7, now: 1_000)
        #expect(unsubscribe.hasPrefix("https://go.example/p/u/"))
        let subject = PublicLinks.Subject(clinic: 7, send: 42, link: nil)
        #expect(links.readUnsubscribe(token(unsubscribe), now: 2_000) == .valid(subject))
        #expect(links.readOpen(token(open), now: 2_000) == .valid(subject))
        #expect(links.readClick(token(click), now: 2_000) == .valid(PublicLinks.Subject(clinic: 7, send: 42, link: 3)))
        #expect(links.readOpen(token(unsubscribe), now: 2_000) == .refused)
        #expect(links.readUnsubscribe(token(open), now: 2_000) == .refused)
        #expect(links.readUnsubscribe(token(unsubscribe) + "A", now: 2_000) == .refused)
    }

    @Test("an unsubscribe link lasts at least 400 days, and then says that it is too old")
    func life() {
        let text = token(links.unsubscribe(send: 42, clinic: 7, now: 0))
        #expect(links.readUnsubscribe(text, now: 400 * 86_400) != .expired)
        #expect(links.readUnsubscribe(text, now: 500 * 86_400) == .expired)
    }

    @Test("a signed subject of another form is refused", arguments: ["", "x", "1:", "1:2:3", ":1", "1:x"])
    func subjects(subject: String) {
        let signed = SignedToken(purpose: .click, clinic: 7, subject: subject, expiry: 10).text(signedWith: keys)
        #expect(links.readClick(signed, now: 0) == .refused)
    }

    private func token(_ url: String) -> String { String(url.split(separator: "/").last!) }

    private var links: PublicLinks { PublicLinks(base: "https://go.example/", keys: keys) }

    private var keys: TokenKeys {
        TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
    }
}
