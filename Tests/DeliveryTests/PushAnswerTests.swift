import Campaigns
import Testing

@testable import Delivery

@Suite struct PushAnswerTests {
    private static let dead = Outcome.refused(Refusal(.forEver, .other, code: 410))
    private static let busy = Outcome.providerTrouble(ProviderTrouble(.busy, code: 429, retryAfterSeconds: 30))

    @Test(
        "a message for several devices has arrived where one took it, and else may still",
        arguments: [
            ([.accepted(reference: nil), dead], .accepted(reference: nil)),
            ([dead, .accepted(reference: nil)], .accepted(reference: nil)),
            ([busy, .accepted(reference: nil), .unknown(code: 0)], .accepted(reference: nil)), ([dead, dead], dead),
            ([dead, busy], busy), ([busy, .unknown(code: 0)], .unknown(code: 0)), ([.notBegun, dead], .notBegun),
            ([dead, .unauthorised(code: 403)], .unauthorised(code: 403)), ([], dead),
        ] as [([Outcome], Outcome)])
    func combined(outcomes: [Outcome], whole: Outcome) {
        #expect(PushAnswer.combined(outcomes) == whole)
    }

    @Test("a device is gone by 404 and 410 alone")
    func gone() {
        for code in [404, 410] { #expect(PushAnswer.isGone(.refused(Refusal(.forEver, .other, code: code)))) }
        for outcome in [
            Self.busy, .accepted(reference: nil), .unknown(code: 0), .refused(Refusal(.forEver, .content, code: 413)),
        ] {
            #expect(!PushAnswer.isGone(outcome))
        }
    }
}
