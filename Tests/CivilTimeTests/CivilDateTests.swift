import CivilTime
import Testing

@Suite struct CivilDateTests {
    @Test(
        "a date that does not exist, or is not written YYYY-MM-DD, is refused",
        arguments: [
            "2027-02-29", "2100-02-29", "2027-04-31", "2027-13-01", "2027-00-10", "2027-01-00", "0000-01-01",
            "2027-1-1",
            "20270101", "2027-01-01 ", "+2027-01-01", "2027-01-01T", "２０２７-01-01", "",
        ])
    func refuses(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test(
        "months are counted from the original date and stop at the month's end",
        arguments: [
            ("2027-01-31", 1, "2027-02-28"),
            ("2027-03-31", -1, "2027-02-28"),
            ("2027-08-31", 6, "2028-02-29"),
            ("2027-01-31", 2, "2027-03-31"),
            ("2027-12-15", 1, "2028-01-15"),
            ("2027-01-15", -1, "2026-12-15"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2028-02-29", -48, "2024-02-29"),
            ("2027-01-31", 0, "2027-01-31"),
        ])
    func months(date: String, months: Int, expected: String) {
        #expect(CivilDate(date)!.adding(months: months).text == expected)
    }

    @Test(
        "days run on across months, leap days and eras",
        arguments: [
            ("2027-02-28", 1, "2027-03-01"),
            ("2028-02-28", 1, "2028-02-29"),
            ("2028-03-01", -1, "2028-02-29"),
            ("2000-02-28", 2, "2000-03-01"),
            ("1970-01-01", -1, "1969-12-31"),
            ("1600-01-01", 146_097, "2000-01-01"),
        ])
    func days(date: String, days: Int, expected: String) {
        #expect(CivilDate(date)!.adding(days: days).text == expected)
        #expect(CivilDate(expected)!.days(since: CivilDate(date)!) == days)
    }

    @Test(
        "weekdays begin with Sunday as 0",
        arguments: [
            ("1970-01-01", 4), ("2027-03-14", 0), ("2027-03-15", 1), ("2027-11-06", 6), ("1900-01-01", 1),
            ("0001-01-01", 1),
        ])
    func weekdays(date: String, weekday: Int) {
        #expect(CivilDate(date)!.weekday == weekday)
    }

    @Test func everyDayOfEightHundredYearsFollowsTheOneBefore() throws {
        var date = try #require(CivilDate("1600-01-01"))
        for day in date.daysSince1970..<(date.daysSince1970 + 292_194) {
            #expect(CivilDate(daysSince1970: day) == date && date.daysSince1970 == day)
            let isLastOfMonth = date.day == CivilDate.lengthOfMonth(date.month, year: date.year)
            let isLastOfYear = isLastOfMonth && date.month == 12
            date = try #require(
                CivilDate(
                    year: isLastOfYear ? date.year + 1 : date.year,
                    month: isLastOfYear ? 1 : isLastOfMonth ? date.month + 1 : date.month,
                    day: isLastOfMonth ? 1 : date.day + 1))
        }
        #expect(date.text == "2400-01-01")
    }
}
