import Campaigns
import CivilTime
import Testing

@Suite struct DailyEventsTests {
    @Test(
        "a day's events are told from its morning on, and no more once they are over a day old",
        arguments: [
            ("2027-03-10T07:59", ["2027-03-09"]),
            ("2027-03-10T08:00", ["2027-03-09", "2027-03-10"]),
            ("2027-03-10T08:01", ["2027-03-10"]),
            ("2027-03-10T23:59", ["2027-03-10"]),
            ("2027-03-11T00:00", ["2027-03-10"]),
            // A day of 23 hours: its evening before is still fresh an hour longer.
            ("2027-03-14T09:00", ["2027-03-13", "2027-03-14"]),
            ("2027-03-14T09:01", ["2027-03-14"]),
            // A day of 25 hours.
            ("2027-11-07T07:00", ["2027-11-06"]),
            ("2027-11-07T07:01", []),
            ("2027-11-07T08:00", ["2027-11-07"]),
        ])
    func tellingDays(now: String, days: [String]) throws {
        let zone = try #require(Zone("America/Chicago"))
        let daily = DailyEvents(ClinicCalendar(zone: zone, hours: Array(repeating: nil, count: 7)))
        #expect(daily.tellingDays(at: zone.instant(of: CivilDateTime(now)!)).map(\.text) == days)
    }

    @Test(
        "29 February is kept on 28 February in common years",
        arguments: [
            ("2027-02-28", [228, 229]), ("2028-02-28", [228]), ("2028-02-29", [229]), ("2027-03-01", [301]),
            ("2100-02-28", [228, 229]),
        ])
    func birthdays(day: String, birthdays: [Int]) {
        #expect(CivilDate(day)!.birthdays == birthdays)
    }

    @Test(
        "the days that are so many months before one are those from which adding them comes to it",
        arguments: [
            ("2027-03-10", 6, "2026-09-10", "2026-09-10"),
            ("2027-02-28", 6, "2026-08-28", "2026-08-31"),
            ("2028-02-29", 6, "2027-08-29", "2027-08-31"),
            ("2028-02-28", 6, "2027-08-28", "2027-08-28"),
            ("2027-02-28", 12, "2026-02-28", "2026-02-28"),
            ("2029-02-28", 12, "2028-02-28", "2028-02-29"),
            ("2027-03-31", 1, nil, nil),
            ("2027-04-30", 1, "2027-03-30", "2027-03-31"),
        ] as [(String, Int, String?, String?)])
    func origins(day: String, months: Int, first: String?, last: String?) {
        let origins = CivilDate(day)!.origins(monthsBefore: months)
        #expect(origins?.lowerBound.text == first)
        #expect(origins?.upperBound.text == last)
    }

    @Test("every day has one day on which so many months are over", arguments: [1, 6, 11, 12])
    func everyDayOnce(months: Int) {
        var day = CivilDate("2027-01-01")!
        while day < CivilDate("2029-03-02")! {
            let due = day.adding(months: months)
            #expect(due.origins(monthsBefore: months)?.contains(day) == true, "\(day)")
            day = day.adding(days: 1)
        }
    }
}
