import Testing

@testable import Campaigns

@Suite struct FirstRefusalsTests {
    @Test(
        "more than 20 % of the first 50 pause a campaign, as soon as the others can change nothing",
        arguments: [
            (10, 50, false), (11, 50, true), (10, 10, false), (11, 11, true), (11, 12, true), (50, 50, true),
            (0, 0, false), (0, 50, false),
        ])
    func pauses(refused: Int, answered: Int, pauses: Bool) {
        #expect(FirstRefusals(refused: refused, answered: answered).pausesCampaign == pauses)
    }

    @Test("the first messages are past once fifty have their answer", arguments: [(49, false), (50, true)])
    func whole(answered: Int, isWhole: Bool) {
        #expect(FirstRefusals(refused: 0, answered: answered).isWhole == isWhole)
    }

    @Test("why it paused is one sentence, with the answer where there was one")
    func sentence() {
        let refusals = FirstRefusals(refused: 12, answered: 50)
        #expect(
            SelfPause(refusals: refusals, code: 550, detail: "5.7.1").sentence
                == "12 of its first 50 messages were refused for what they say: 550 5.7.1")
        #expect(
            SelfPause(refusals: refusals, code: nil, detail: nil).sentence
                == "12 of its first 50 messages were refused for what they say")
    }
}
