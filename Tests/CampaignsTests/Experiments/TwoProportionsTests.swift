import Campaigns
import TestSupport
import Testing

@Suite struct TwoProportionsTests {
    @Test("the worked cases of the rules come out as written there")
    func workedCases() throws {
        let large = try Self.arms(120, 1000, 150, 1000)
        #expect(Self.rounded(try #require(large.z)) == -1.9630)
        #expect(Self.rounded(large.p) == 0.0496)
        #expect(large.test == .z)
        #expect(large.isDecided)
        #expect(Self.rounded(large.a.wilsonInterval.lower) == 0.1013)
        #expect(Self.rounded(large.a.wilsonInterval.upper) == 0.1416)

        let small = try Self.arms(2, 50, 9, 50)
        #expect(Self.rounded(small.p) == 0.0511)
        #expect(small.test == .fisher)
        #expect(!small.isDecided)
    }

    @Test(
        "nothing is called before both arms have a hundred recipients",
        arguments: [
            (10, 100, 40, 100, true), (10, 99, 40, 100, false), (10, 100, 40, 99, false), (1, 99, 1_000, 1_000, false),
            (20, 100, 21, 100, false),
        ])
    func minimum(a: Int, m: Int, b: Int, n: Int, isDecided: Bool) throws {
        #expect(try Self.arms(a, m, b, n).isDecided == isDecided)
    }

    @Test(
        "an expected cell under ten asks for the exact test",
        arguments: [
            (10, 100, 10, 100, TwoProportions.Test.z), (9, 100, 10, 100, .fisher), (91, 100, 90, 100, .fisher),
            (0, 100, 20, 100, .z), (0, 100, 0, 100, .fisher), (100, 100, 100, 100, .fisher),
        ])
    func test(a: Int, m: Int, b: Int, n: Int, test: TwoProportions.Test) throws {
        #expect(try Self.arms(a, m, b, n).test == test)
    }

    @Test("the same in both arms has no difference to look for")
    func same() throws {
        let none = try Self.arms(0, 200, 0, 300)
        #expect(none.z == nil)
        #expect(none.p == 1)
        #expect(none.neededPerArm == nil)
        #expect(try Self.arms(200, 200, 300, 300).p == 1)
        #expect(try Self.arms(20, 200, 30, 300).neededPerArm == nil)
        #expect(try Self.arms(40, 200, 50, 200).neededPerArm == 1_094)
    }

    @Test(
        "counts of which no rate can be told are no proportion",
        arguments: [(0, 0), (-1, 5), (6, 5), (0, -1), (0, Proportion.maximumTotal + 1)])
    func noRate(successes: Int, total: Int) {
        #expect(Proportion(successes, of: total) == nil)
    }

    @Test("exchanging the arms exchanges the signs alone, and intervals hold what was seen")
    func symmetry() throws {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<2_000 {
            let (m, n) = (Int.random(in: 1...3_000, using: &random), Int.random(in: 1...3_000, using: &random))
            let (a, b) = (Int.random(in: 0...m, using: &random), Int.random(in: 0...n, using: &random))
            let arms = try Self.arms(a, m, b, n)
            let exchanged = try Self.arms(b, n, a, m)
            #expect(abs(arms.p - exchanged.p) < 1e-12)
            #expect(abs((arms.z ?? 0) + (exchanged.z ?? 0)) < 1e-12)
            #expect(abs(arms.difference.lower + exchanged.difference.upper) < 1e-12)
            #expect(arms.difference.contains(arms.a.rate - arms.b.rate))
            #expect(arms.a.wilsonInterval.contains(arms.a.rate))
            #expect(arms.a.wilsonInterval.lower >= 0 && arms.a.wilsonInterval.upper <= 1)
            #expect((0...1).contains(arms.p))
        }
    }

    private static func arms(_ a: Int, _ m: Int, _ b: Int, _ n: Int) throws -> TwoProportions {
        TwoProportions(try #require(Proportion(a, of: m)), try #require(Proportion(b, of: n)))
    }

    /// To the four digits that the rules are written in.
    private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
