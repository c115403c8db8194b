import Campaigns
import CivilTime
import Testing

/// At most so many messages in any so many of the clinic's days (rules.md 4, *Cap*).
@Suite struct FrequencyCapTests {
    @Test(
        "the first day from which every span of days that holds it has room; days are told from the one asked about",
        arguments: [
            (1, 7, [], 0), (1, 7, [-6], 1), (1, 7, [-7], 0), (1, 7, [0], 7), (1, 7, [3], 10), (1, 7, [7], 0),
            (1, 7, [-6, 1], 8), (2, 7, [-6], 0), (2, 7, [-6, -1], 1), (2, 7, [-1, 0], 6), (2, 7, [-3, 3], 4),
            (2, 7, [-4, 3], 0), (2, 7, [3, 4], 10), (1, 1, [0], 1), (1, 1, [-1, 1], 0), (0, 7, [0], 0), (1, 0, [0], 0),
        ] as [(Int, Int, [Int], Int)])
    func free(messages: Int, days: Int, taken: [Int], free: Int) throws {
        let day = try #require(CivilDate("2027-03-14"))
        let cap = FrequencyCap(messages: messages, days: days)
        for taken in [taken, taken.reversed()] {
            let found = cap.nextFreeDay(from: day, taken: taken.map { day.adding(days: $0) })
            #expect(found == day.adding(days: free))
        }
    }
}
