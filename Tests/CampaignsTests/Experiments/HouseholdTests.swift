import Testing

@testable import Campaigns

@Suite struct HouseholdTests {
    @Test(
        "patients who share a point are one household, over as many links as it takes",
        arguments: [
            ([:], []),
            ([3: []], [[3]]),
            ([1: [], 2: []], [[1], [2]]),
            ([1: [7], 2: [7]], [[1, 2]]),
            ([2: [7], 9: [8], 5: [8, 6], 1: [6, 7]], [[1, 2, 5, 9]]),
            ([4: [7, 7], 3: [8], 2: [9, 8], 1: [6]], [[1], [2, 3], [4]]),
        ] as [([Int64: [Int64]], [Set<Int64>])])
    func all(points: [Int64: [Int64]], households: [Set<Int64>]) {
        let reached = points.map { (ID<Patient>($0), $1.map(ID<ContactPoint>.init)) }
        let all = Household.all(reachedAt: Dictionary(uniqueKeysWithValues: reached))
        #expect(all.map { Set($0.members.map(\.rawValue)) } == households)
        #expect(all.map(\.id.rawValue) == households.compactMap { $0.min() })
    }
}
