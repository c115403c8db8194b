import Campaigns
import Testing

@Suite struct StatisticsOracleTests {
    @Test func comparisonsAgreeWithSciPy() throws {
        let rows = try Oracle("proportions.csv").rows
        #expect(rows.count > 300)
        for row in rows {
            let counts = row[0..<4].compactMap { Int($0) }
            let a = try #require(Proportion(counts[0], of: counts[1]))
            let b = try #require(Proportion(counts[2], of: counts[3]))
            let arms = TwoProportions(a, b)
            let name = "\(counts)"
            #expect(arms.test.rawValue == row[4], "\(name)")
            let ours: [Double?] = [
                arms.z, arms.p, a.wilsonInterval.lower, a.wilsonInterval.upper, b.wilsonInterval.lower,
                b.wilsonInterval.upper, arms.difference.lower, arms.difference.upper,
            ]
            for (ours, theirs) in zip(ours, row[5..<13].map({ Double($0) })) {
                #expect(Self.agree(ours, theirs), "\(name): \(String(describing: ours)), \(String(describing: theirs))")
            }
            #expect(arms.isDecided == (row[13] == "1"), "\(name)")
        }
    }

    @Test func sampleSizesAgreeWithSciPy() throws {
        let rows = try Oracle("sample-sizes.csv").rows
        #expect(rows.count > 100)
        for row in rows {
            let numbers = row.compactMap { Double($0) }
            let size = try #require(SampleSize(from: numbers[0], to: numbers[1], power: numbers[2], alpha: numbers[3]))
            #expect(size.perArm == Int(numbers[4]), "\(row)")
        }
    }

    /// The table holds twelve digits.
    private static func agree(_ ours: Double?, _ theirs: Double?) -> Bool {
        guard let ours, let theirs else { return ours == nil && theirs == nil }
        return abs(ours - theirs) <= 1e-9 * abs(theirs) + 1e-13
    }
}
