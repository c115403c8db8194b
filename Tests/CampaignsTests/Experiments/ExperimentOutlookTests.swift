import Testing

@testable import Campaigns

@Suite("What a test needs")
struct ExperimentOutlookTests {
    private func outlook(
        _ past: (Int, Int)?, _ flow: ExperimentOutlook.Flow, share: Int = 50, days: Int? = nil
    ) -> ExperimentOutlook {
        ExperimentOutlook(
            past: past.flatMap { Proportion($0.0, of: $0.1) }, flow: flow, smallestShare: share, goal: .confirmations,
            days: days)
    }

    @Test("is told by the rate that was seen and the people who come")
    func told() {
        let told = outlook((60, 300), .seen(perMonth: 300)).sentences
        #expect(
            told == [
                "Of the last 300 people who got it, 20 % confirmed.",
                "To tell 20 % from 25 % this needs 1,094 people for each message; about 300 a month come here, so about 7 months.",
            ])
    }

    @Test("supposes a rate where too few got the message, and says so")
    func supposed() {
        let few = outlook((10, ExperimentOutlook.fewestPeople - 1), .expected(perMonth: 2_000)).sentences
        #expect(few[0] == "How many confirmed here is not known yet; say it is 20 %.")
        #expect(few[1].hasSuffix("nobody has come here yet, but about 2,000 a month would, so about 5 weeks."))
        let enough = outlook((10, ExperimentOutlook.fewestPeople), .seen(perMonth: 2_000)).sentences
        #expect(enough[0] == "Of the last 30 people who got it, 33 % confirmed.")
        #expect(outlook(nil, .seen(perMonth: 0)).sentences[1].hasSuffix("so there is no telling how long."))
    }

    @Test(
        "warns of an end that comes before enough people",
        arguments: [
            (
                31,
                "By its end about 98 people will have got each message, too few: nothing is decided under 100 people for each message."
            ),
            (
                180,
                "By its end about 570 people will have got each message, enough to tell 20 % from 28 %, and no smaller difference."
            ),
            (400, nil), (nil, nil),
        ] as [(Int?, String?)])
    func end(days: Int?, warning: String?) {
        let told = outlook((60, 300), .seen(perMonth: 190), days: days).sentences
        #expect(Array(told.dropFirst(2)) == [warning].compactMap(\.self))
    }

    @Test("an audience that is asked at once is held against what each share gets of it")
    func audience() {
        let small = outlook(nil, .audience(300), share: 30).sentences
        #expect(small[1].hasSuffix("the audience of 300 gives 90 to the smallest share."))
        #expect(small[2] == "That is too few: nothing is decided under 100 people for each message.")
        #expect(outlook(nil, .audience(10_000), share: 50).sentences.count == 2)
    }

    @Test("a rate at either end stays one that five points can be added to", arguments: [(0, 1), (300, 95)])
    func ends(successes: Int, rate: Int) {
        #expect(outlook((successes, 300), .seen(perMonth: 10)).rate == rate)
    }
}
