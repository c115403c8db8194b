import Testing

@testable import Tokens

@Suite("Links to surveys")
struct SurveyLinkReadingTests {
    private var links: PublicLinks { PublicLinks(base: "https://go.example/", keys: keys) }

    private var keys: TokenKeys {
        TokenKeys(current: MasterSecret(number: 1, bytes: Array(repeating: 7, count: 32))!)
    }

    private func token(_ url: String) -> String { String(url.dropFirst("https://go.example/p/s/".count)) }

    @Test(
        "a link says which message it left with, for thirty days",
        arguments: [(0, true), (2_591_999, true), (2_592_000, false)])
    func life(after: Int64, holds: Bool) {
        let url = links.survey(send: 42, clinic: 7, now: 1_000)
        #expect(url.hasPrefix("https://go.example/p/s/"))
        let reading = links.readSurvey(token(url), now: 1_000 + after)
        guard holds else {
            #expect(reading == .expired)
            return
        }
        guard case .signed(let subject) = reading else {
            Issue.record("\(reading)")
            return
        }
        #expect(subject.clinic == 7 && subject.send == 42 && subject.link == nil)
    }

    @Test("a token for anything else, or tampered with, is none")
    func refused() {
        let unsubscribe = links.unsubscribe(send: 42, clinic: 7, now: 1_000)
        #expect(
            links.readSurvey(String(unsubscribe.dropFirst("https://go.example/p/u/".count)), now: 1_000) == .refused)
        let own = token(links.survey(send: 42, clinic: 7, now: 1_000))
        #expect(links.readUnsubscribe(own, now: 1_000) == .refused)
        #expect(links.readSurvey(own + "A", now: 1_000) == .refused)
        #expect(links.readSurvey("", now: 1_000) == .refused)
    }

    @Test("a short code is read as what it is")
    func short() {
        var random = SystemRandomNumberGenerator()
        let code = SecretToken(using: &random)
        #expect(links.readSurvey(token(links.survey(short: code)), now: 1_000) == .short(code))
    }
}
