@testable import Campaigns
import Testing

@Suite struct ExperimentResultTests {
    private static func result(_ counts: [(Arm, Int, Int)], hasEnded: Bool = true) -> ExperimentResult {
        ExperimentResult(
            counts: counts.map { ExperimentCount(arm: $0.0, reached: $0.1, opened: 0, succeeded: $0.2) },
            goal: .clicks, hasEnded: hasEnded)
    }

    @Test(
        "the winner is the arm that is decided to be better, if one was asked for, and else the first",
        arguments: [
            ([(.a, 1_000, 120), (.b, 1_000, 150)], true, Arm.b, true),
            ([(.b, 1_000, 150), (.a, 1_000, 120)], false, .a, true),
            ([(.a, 1_000, 150), (.b, 1_000, 120)], true, .a, true),
            ([(.a, 1_000, 120), (.b, 1_000, 140)], true, .a, false),
            ([(.a, 99, 1), (.b, 99, 90)], true, .a, false), ([(.a, 100, 1), (.b, 100, 90)], true, .b, true),
            ([(.a, 0, 0), (.b, 0, 0)], true, .a, false),
            ([(.a, 200, 20), (.b, 200, 60), (.c, 200, 22)], true, .b, true),
            ([(.a, 200, 20), (.b, 200, 60), (.c, 200, 58)], true, .a, false),
            ([(.a, 200, 20), (.b, 200, 60), (.c, 99, 2)], true, .a, false),
            ([(.a, 200, 20), (.b, 200, 60), (.holdout, 10, 10)], true, .b, true),
        ] as [([(Arm, Int, Int)], Bool, Arm, Bool)])
    func winner(counts: [(Arm, Int, Int)], picksWinner: Bool, winner: Arm, isDecided: Bool) {
        let result = Self.result(counts)
        #expect(result.winner(picksWinner: picksWinner) == winner)
        #expect(result.isDecided == isDecided)
        #expect(!Self.result(counts, hasEnded: false).isDecided)
    }

    @Test("arms are told in their order, and none leads before each has reached somebody")
    func leader() {
        let result = Self.result([(.holdout, 9, 1), (.b, 200, 60), (.a, 200, 20)])
        #expect(result.counts.map(\.arm) == [.a, .b, .holdout])
        #expect(result.leader == .b)
        #expect(Self.result([(.a, 200, 20), (.b, 200, 20)]).leader == .a)
        #expect(Self.result([(.a, 200, 20), (.b, 200, 60), (.c, 0, 0)]).leader == nil)
    }

    @Test(
        "what can be said is a sentence with its numbers",
        arguments: [
            ([(.a, 0, 0), (.b, 0, 0)], false, "Too early to say: not every message has reached somebody yet."),
            ([(.a, 64, 13), (.b, 64, 13)], false, "Too early to say: 64 of the 100 per message a comparison needs."),
            (
                [(.a, 80, 16), (.b, 64, 16)], false,
                "Too early to say: 64 of the 1,094 per message this difference needs."
            ),
            (
                [(.a, 400, 80), (.b, 400, 100)], true,
                "Nothing is decided: 400 of the 1,094 per message this difference needs."
            ),
            ([(.a, 400, 80), (.b, 400, 80)], true, "Nothing is decided: no difference is seen."),
            (
                [(.a, 1_000, 120), (.b, 1_000, 150)], false,
                "Message B is ahead; by chance alone such a difference comes about once in 20 times. The test decides on Mon 15 Mar, 09:00, since whoever looks often finds a difference once."
            ),
            (
                [(.a, 1_000, 120), (.b, 1_000, 150)], true,
                "Message B is better: clicked by 15.0 % against 12.0 %, a difference of 0.0 to 6.0 points; by chance alone such a difference comes about once in 20 times."
            ),
            (
                [(.a, 1_000, 300), (.b, 1_000, 100)], true,
                "Message A is better: clicked by 30.0 % against 10.0 %, a difference of 16.6 to 23.4 points; by chance alone such a difference comes less than once in 1,000 times."
            ),
        ] as [([(Arm, Int, Int)], Bool, String)])
    func sentence(counts: [(Arm, Int, Int)], hasEnded: Bool, sentence: String) {
        #expect(Self.result(counts, hasEnded: hasEnded).sentence(endsAt: "Mon 15 Mar, 09:00") == sentence)
    }

    @Test(
        "how often chance makes a difference is told in times, and its figure beside it",
        arguments: [
            (0.0009, "less than once in 1,000 times", "under 0.001"), (0.001, "about once in 1,000 times", "0.0010"),
            (0.0102, "about once in 100 times", "0.0102"), (0.0496, "about once in 20 times", "0.0496"),
            (0.11, "about once in 9 times", "0.1100"), (0.5, "about every second time", "0.5000"),
            (0.7, "nearly every time", "0.7000"), (1, "nearly every time", "1.0000"),
        ])
    func chance(p: Double, words: String, figure: String) {
        #expect(ExperimentResult.often(p) == words)
        #expect(ExperimentResult.chance(p) == figure)
    }

    @Test("an arm is held against the first, the holdout too")
    func comparison() {
        let result = Self.result([(.a, 1_000, 120), (.b, 1_000, 150), (.holdout, 100, 5)])
        #expect(result.comparison(of: .a) == nil)
        #expect(result.comparison(of: .b)?.z.map { ($0 * 10_000).rounded() / 10_000 } == 1.9630)
        #expect(result.comparison(of: .holdout)?.a == Proportion(5, of: 100))
    }

    @Test("points and percent are rounded, and nothing is not negative")
    func numbers() {
        #expect(ExperimentResult.percent(0.1204) == "12.0 %")
        #expect(ExperimentResult.points(-0.0064) == "−0.6")
        #expect(ExperimentResult.points(-0.0001) == "0.0")
        #expect(ExperimentResult.percent(1) == "100.0 %")
    }
}
