import CMariaDB

/// A DATETIME of the wire as microseconds since 1970 in UTC, by integer arithmetic alone.
///
/// - Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil` and `civil_from_days`.
extension MYSQL_TIME {
    /// - Returns: nil outside the years 0 to 9999, which DATETIME cannot hold.
    init?(microseconds: Int64) {
        let (day, time) = microseconds.dividedDown(by: Self.microsecondsPerDay)
        let (era, dayOfEra) = (day + Self.daysBefore1970).dividedDown(by: Self.daysPerEra)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        guard (0...9999).contains(year) else { return nil }

        self.init()
        self.year = UInt32(year)
        self.month = UInt32(month)
        self.day = UInt32(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
        hour = UInt32(time / 3_600_000_000)
        minute = UInt32(time / 60_000_000 % 60)
        second = UInt32(time / 1_000_000 % 60)
        second_part = UInt(time % 1_000_000)
        time_type = MYSQL_TIMESTAMP_DATETIME
    }

    var microseconds: Int64 {
        let yearFromMarch = Int64(year) - (month <= 2 ? 1 : 0)
        let (era, yearOfEra) = yearFromMarch.dividedDown(by: 400)
        let monthFromMarch = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * Self.daysPerEra + dayOfEra - Self.daysBefore1970
        let seconds = days * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
        return seconds * 1_000_000 + Int64(second_part)
    }

    private static var microsecondsPerDay: Int64 { 86_400_000_000 }
    /// Days of the 400 years after which the calendar repeats.
    private static var daysPerEra: Int64 { 146_097 }
    /// Days from 1 March of the year 0 to 1 January 1970.
    private static var daysBefore1970: Int64 { 719_468 }
}

extension Int64 {
    /// Quotient rounded down and the remainder, which is never negative.
    fileprivate func dividedDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
