extension CivilDate {
    public func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

    /// The same day of a later (or, negative, earlier) month, at most that month's last day (rules.md 2.3).
    public func adding(months: Int) -> CivilDate {
        let (year, monthIndex) = floorDivision(self.year * 12 + (month - 1) + months, 12)
        let length = Self.lengthOfMonth(monthIndex + 1, year: year)
        return CivilDate(checkedYear: year, month: monthIndex + 1, day: min(day, length))
    }

    /// Days from an earlier date to this one; negative when it is the later one.
    public func days(since earlier: CivilDate) -> Int { daysSince1970 - earlier.daysSince1970 }

    /// 0 is Sunday, 6 Saturday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        floorDivision(daysSince1970 + 4, 7).remainder
    }

    /// 28 to 31.
    public static func lengthOfMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    public static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// Days since 1970-01-01; negative before.
    ///
    /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`: years begin in
    ///   March, so that the leap day is the last, and 400 of them are an era of 146,097 days.
    public var daysSince1970: Int {
        let (era, yearOfEra) = floorDivision(month <= 2 ? year - 1 : year, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.daysFromEraTo1970
    }

    /// - Source: as `daysSince1970`, `civil_from_days`.
    public init(daysSince1970 days: Int) {
        let (era, dayOfEra) = floorDivision(days + Self.daysFromEraTo1970, Self.daysPerEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            checkedYear: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static let daysPerEra = 146_097
    private static let daysFromEraTo1970 = 719_468
}
