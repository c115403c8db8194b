import Testing

@testable import Tokens

@Suite struct InboxLinkTests {
    private let link = InboxLink(clinic: 7, contact: 42)

    @Test("a link to an inbox lives 30 days, and opens nothing else")
    func life() {
        let text = token(links.inbox(link, now: 1_000))
        let end = 1_000 + 30 * 86_400 as Int64
        #expect(links.readInbox(text, now: end - 1) == .valid(link))
        #expect(links.readInbox(text, now: end) == .expired)
        #expect(links.readUnsubscribe(text, now: 1_000) == .refused)
        #expect(links.readVisit(text, for: .confirm, now: 1_000) == .refused)
    }

    @Test("a message stands below its inbox")
    func message() {
        #expect(links.inbox(link, send: 9, now: 1_000) == links.inbox(link, now: 1_000) + "/9")
    }

    @Test("a short link is the code alone")
    func short() throws {
        let code = try #require(SecretToken("Kp3vZxQ9sT1mWcR7bN2yLg"))
        #expect(links.inbox(short: code) == "https://go.example/m/Kp3vZxQ9sT1mWcR7bN2yLg")
        #expect(links.readInbox(code.text, now: 0) == .short(code))
    }

    @Test("what was changed on its way, or names no contact, is refused")
    func tampered() {
        let text = token(links.inbox(link, now: 1_000))
        let unnamed = SignedToken(purpose: .inbox, clinic: 7, subject: "x", expiry: 10).text(signedWith: keys)
        for forged in [text + "A", String(text.dropLast()), text.replacing(".7.", with: ".8."), "", "..", unnamed] {
            #expect(links.readInbox(forged, now: 0) == .refused, "\(forged)")
        }
    }

    @Test("each of our own addresses says what it is for, and a stranger's nothing")
    func purposes() {
        let visit = VisitLink(clinic: 7, appointment: 1, startsAt: 1)
        #expect(links.purpose(of: links.inbox(link, now: 1)) == .inbox)
        #expect(links.purpose(of: links.visit(.confirm, visit)) == .confirm)
        #expect(links.purpose(of: links.visit(.reschedule, visit)) == .reschedule)
        #expect(links.purpose(of: links.unsubscribe(send: 1, clinic: 7, now: 1)) == .unsubscribe)
        #expect(links.purpose(of: links.click(link: 1, send: 1, clinic: 7, now: 1)) == nil)
        #expect(links.purpose(of: "https://elsewhere.example/p/v/1") == nil)
    }

    private func token(_ url: String) -> String { String(url.split(separator: "/").last!) }

    private var links: PublicLinks { PublicLinks(base: "https://go.example/", keys: keys) }

    private var keys: TokenKeys {
        TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
    }
}
