import CivilTime
import TestSupport
import Testing

@testable import Campaigns

@Suite struct AssignmentTests {
    @Test(
        "the hash is SipHash-2-4",
        arguments: [
            ([], 0x726f_db47_dd0e_0e31), ([0x0706_0504_0302_0100], 0x93f5_f579_9a93_2462),
            ([0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908], 0x3f2a_cc7f_57c2_9bdb),
        ] as [([UInt64], UInt64)])
    func sipHash(words: [UInt64], hash: UInt64) throws {
        let key = try #require(ExperimentKey("07060504030201000f0e0d0c0b0a0908"))
        #expect(KeyedHash.of(words, key: key) == hash)
    }

    @Test("a key reads back from its text, and from nothing else")
    func keyText() throws {
        var random = SeededGenerator(seed: 1)
        let key = ExperimentKey(using: &random)
        #expect(ExperimentKey(key.text) == key)
        #expect(ExperimentKey("00000000000000010000000000000002")?.text == "00000000000000010000000000000002")
        for text in ["", "0", String(repeating: "g", count: 32), String(key.text.dropLast()) + "+", key.text + "0"] {
            #expect(ExperimentKey(text) == nil)
        }
    }

    @Test(
        "the shares of many households match the weights",
        arguments: [[50, 50], [10, 10, 10], [1, 99], [34, 33, 33], [5], [100], [25, 25, 25, 25], [0, 40, 0, 30]])
    func shares(weights: [Int]) {
        let seed = UInt64(weights.reduce(7) { $0 * 131 + $1 })
        var random = SeededGenerator(seed: seed)
        let assignment = Self.assignment(weights, &random)
        var counts: [Int?: Int] = [:]
        let households = 40_000
        for household in 1...households { counts[assignment.part(of: ID(Int64(household))), default: 0] += 1 }
        for part in weights.indices { Self.expect(counts[part], households, weights[part], seed) }
        Self.expect(counts[nil], households, 100 - weights.reduce(0, +), seed)
    }

    @Test("the answer is always the same, and another experiment or key answers on its own")
    func sameAnswer() {
        var random = SeededGenerator(seed: 20)
        let one = Self.assignment([50, 50], &random)
        let again = Assignment(experiment: one.experiment, key: one.key, shares: one.shares)
        let other = Assignment(experiment: ID(8), key: one.key, shares: one.shares)
        let rekeyed = Self.assignment([50, 50], &random)
        var same = (other: 0, rekeyed: 0)
        for household in 1...10_000 {
            let id = ID<Patient>(Int64(household))
            #expect(one.part(of: id) == again.part(of: id))
            if one.part(of: id) == other.part(of: id) { same.other += 1 }
            if one.part(of: id) == rekeyed.part(of: id) { same.rekeyed += 1 }
        }
        // Half of them by chance; five standard deviations are 250.
        #expect((4_750...5_250).contains(same.other))
        #expect((4_750...5_250).contains(same.rekeyed))
    }

    @Test("a household answers alike whichever member is asked for")
    func household() {
        #expect(Household(of: ID(9), members: [ID(4), ID(7)]).id == ID(4))
        #expect(Household(of: ID(4), members: [ID(9), ID(7), ID(4)]).id == ID(4))
        #expect(Household(of: ID(9)).id == ID(9))
    }

    @Test("an experiment deals out arms, holdout and rest by their weights")
    func arms() throws {
        let experiment = Experiment(
            key: try #require(ExperimentKey("000102030405060708090a0b0c0d0e0f")), weight: 30,
            challengers: [.init(template: ID(2), weight: 20), .init(template: ID(3), weight: 10)], holdoutWeight: 15,
            goal: .clicks, endsAt: try #require(CivilDateTime("2027-03-15T09:00")))
        #expect(experiment.arms == [.a, .b, .c])
        #expect(experiment.totalWeight == 75)
        var counts: [Arm: Int] = [:]
        for household in 1...20_000 { counts[experiment.arm(of: ID(Int64(household)), at: ID(5)), default: 0] += 1 }
        for (arm, weight) in [(Arm.a, 30), (.b, 20), (.c, 10), (.holdout, 15), (.rest, 25)] {
            Self.expect(counts[arm], 20_000, weight, 5)
        }
        #expect(counts[.d] == nil)
    }

    private static func assignment(_ weights: [Int], _ random: inout SeededGenerator) -> Assignment<Int> {
        Assignment(
            experiment: ID(7), key: ExperimentKey(using: &random),
            shares: weights.enumerated().map { Assignment<Int>.Share($0.offset, weight: $0.element) })
    }

    /// Within five standard deviations of the weight: a fair draw is outside once in a million.
    private static func expect(_ count: Int?, _ households: Int, _ weight: Int, _ seed: UInt64) {
        let share = Double(weight) / 100
        let deviation = (Double(households) * share * (1 - share)).squareRoot()
        let miss = abs(Double(count ?? 0) - Double(households) * share)
        #expect(miss <= 5 * deviation, "\(weight) %: \(count ?? 0) of \(households), seed \(seed)")
    }
}
