import CivilTime
import Testing

@testable import Campaigns

@Suite struct DateWordingTests {
    @Test(
        "hours run from twelve to eleven where they have halves",
        arguments: [("00:05", "12:05 AM"), ("11:59", "11:59 AM"), ("12:00", "12:00 PM"), ("23:30", "11:30 PM")])
    func halves(text: String, expected: String) throws {
        let time = try #require(ClockTime(text))
        #expect(DateWording(region: "US", language: "en").time(time) == expected)
        #expect(DateWording(region: "DE", language: "en").time(time) == text)
    }

    @Test("amounts have two decimals", arguments: [(5, "$0.05"), (12_345, "$123.45"), (-250, "$-2.50")])
    func amounts(cents: Int64, expected: String) {
        #expect(DateWording(region: "US", language: "en").amount(cents: cents, currency: "USD") == expected)
    }
}
