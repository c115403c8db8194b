import Campaigns
import Testing

@Suite struct NetPromoterScoreTests {
    private static func score(_ promoters: Int, _ passives: Int, _ detractors: Int) throws -> NetPromoterScore {
        let scores = [(9, promoters), (7, passives), (6, detractors)].flatMap { Array(repeating: $0, count: $1) }
        return try #require(NetPromoterScore(scores))
    }

    @Test(
        "promoters less detractors, in percent, with how far it may lie off",
        arguments: [
            (60, 25, 15, 45.0, 14.5), (1, 0, 0, 100.0, 0.0), (0, 1, 0, 0.0, 0.0), (0, 0, 1, -100.0, 0.0),
            (1, 0, 1, 0.0, 138.6), (15, 25, 60, -45.0, 14.5), (6_000, 2_500, 1_500, 45.0, 1.5),
        ])
    func worked(promoters: Int, passives: Int, detractors: Int, score: Double, margin: Double) throws {
        let result = try Self.score(promoters, passives, detractors)
        #expect(result.score == score)
        #expect((10 * result.margin).rounded() / 10 == margin)
    }

    @Test("nine and ten promote, seven and eight stay out, and the rest detract")
    func parts() throws {
        let result = try #require(NetPromoterScore(Array(0...10)))
        #expect([result.promoters, result.passives, result.detractors] == [2, 2, 7])
        #expect(NetPromoterScore([]) == nil)
    }
}
