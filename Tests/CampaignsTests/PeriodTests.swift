import CivilTime
import Testing

@testable import Campaigns

@Suite("A period of days")
struct PeriodTests {
    @Test(
        "it is followed by nothing, and preceded by as many days",
        arguments: [
            ("2027-03-08", "2027-03-08", "2027-03-07", "2027-03-07"),
            ("2027-02-07", "2027-03-08", "2027-01-08", "2027-02-06"),
            ("2024-03-01", "2024-03-31", "2024-01-30", "2024-02-29"),
        ])
    func before(first: String, last: String, from: String, to: String) throws {
        let period = try #require(Period(from: CivilDate(first)!, to: CivilDate(last)!))
        #expect(period.before.first.text == from)
        #expect(period.before.last.text == to)
        #expect(period.before.dayCount == period.dayCount)
    }

    @Test("the last days end today, and a month begins on its first")
    func named() {
        let today = CivilDate("2027-03-08")!
        #expect(Period.last(1, until: today).first == today)
        #expect(Period.last(30, until: today).first.text == "2027-02-07")
        #expect(Period.month(until: today).dayCount == 8)
    }

    @Test(
        "days the wrong way round, or too many, are none",
        arguments: [
            ("2027-03-08", "2027-03-07", false), ("2025-03-08", "2027-03-08", true),
            ("2025-03-07", "2027-03-08", false),
        ])
    func limits(first: String, last: String, isOne: Bool) {
        #expect((Period(from: CivilDate(first)!, to: CivilDate(last)!) != nil) == isOne)
    }
}
