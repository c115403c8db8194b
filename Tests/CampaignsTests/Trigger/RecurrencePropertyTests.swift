import Campaigns
import CivilTime
import TestSupport
import Testing

@Suite struct RecurrencePropertyTests {
    private static let cases = 10_000

    @Test("the dates are the same in one go, resumed at any time, and looked for day by day")
    func resumed() throws {
        let seed = UInt64.random(in: 0..<1_000_000)
        print("recurrences: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        for number in 0..<Self.cases {
            let recurrence = Self.recurrence(&random)
            let zone = try #require(Zone(Self.zones.randomElement(using: &random)!))
            let begin = zone.instant(of: recurrence.start).adding(
                hours: Int.random(in: -2_000...20_000, using: &random))
            let dates = recurrence.next(12, after: begin, in: zone)

            var resumed: [Instant] = []
            while resumed.count < 12, let next = recurrence.next(after: resumed.last ?? begin, in: zone) {
                resumed.append(next)
            }
            #expect(resumed == dates, "seed \(seed), case \(number): \(recurrence.json.text)")

            if let first = dates.first {
                let between = Int.random(in: 0..<max(1, first.seconds(since: begin)), using: &random)
                let later = recurrence.next(12, after: begin.adding(seconds: between), in: zone)
                #expect(later == dates, "seed \(seed), case \(number): \(recurrence.json.text)")
            }
            if number % 10 == 0 {
                let expected = Self.searched(recurrence, after: begin, days: 800, in: zone)
                let horizon = zone.civil(at: begin).date.adding(days: 790)
                let known = dates.filter { zone.civil(at: $0).date < horizon }
                #expect(
                    known == Array(expected.filter { zone.civil(at: $0).date < horizon }.prefix(12)),
                    "seed \(seed), case \(number): \(recurrence.json.text)")
            }
        }
    }

    private static let zones = ["America/Chicago", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]

    private static func recurrence(_ random: inout SeededGenerator) -> Recurrence {
        let start = CivilDate("2027-01-01")!.adding(days: Int.random(in: 0..<1_500, using: &random))
        let weekday = Weekday.allCases.randomElement(using: &random)!
        let pattern: Recurrence.Pattern
        switch Int.random(in: 0..<5, using: &random) {
        case 0: pattern = .daily
        case 1:
            pattern = .weekly(
                Array(Weekday.allCases.shuffled(using: &random).prefix(.random(in: 1...7, using: &random))))
        case 2: pattern = .monthly(day: .random(in: 1...31, using: &random))
        case 3:
            let week = Int.random(in: 1...5, using: &random) * (Bool.random(using: &random) ? 1 : -1)
            pattern = .monthlyNth(week: week, weekday)
        default: pattern = .yearly
        }
        let end: Recurrence.End
        switch Int.random(in: 0..<4, using: &random) {
        case 0: end = .until(start.adding(days: .random(in: 0..<2_000, using: &random)))
        case 1: end = .count(.random(in: 1...40, using: &random))
        default: end = .never
        }
        let minutes = [0, 90, 150, 540, 1_439].randomElement(using: &random)!
        return Recurrence(
            pattern, interval: .random(in: 1...5, using: &random), at: ClockTime(minutes: minutes), start: start,
            end: end)
    }

    /// Each day asked by itself, from the words of rules.md 1.7 alone.
    private static func searched(_ recurrence: Recurrence, after: Instant, days: Int, in zone: Zone) -> [Instant] {
        var found: [Instant] = []
        var happened = 0
        let last = max(zone.civil(at: after).date, recurrence.start.date).adding(days: days)
        var day = recurrence.start.date
        while day <= last {
            defer { day = day.adding(days: 1) }
            guard falls(recurrence, on: day) else { continue }
            if case .until(let end) = recurrence.end, day > end { break }
            if case .count(let count) = recurrence.end, happened == count { break }
            happened += 1
            let instant = zone.instant(of: day.at(recurrence.at))
            if instant > after { found.append(instant) }
        }
        return found
    }

    private static func falls(_ recurrence: Recurrence, on day: CivilDate) -> Bool {
        let start = recurrence.start.date
        let months = (day.year - start.year) * 12 + day.month - start.month
        let length = CivilDate.lengthOfMonth(day.month, year: day.year)
        switch recurrence.pattern {
        case .daily: return day.days(since: start) % recurrence.interval == 0
        case .weekly(let weekdays):
            guard weekdays.contains(where: { $0.rawValue == day.weekday }) else { return false }
            // 1970-01-05 was a Monday.
            let week = { (date: CivilDate) in (date.daysSince1970 - 4) / 7 }
            return (week(day) - week(start)) % recurrence.interval == 0
        case .monthly(let number):
            return months % recurrence.interval == 0 && day.day == min(number, length)
        case .monthlyNth(let week, let weekday):
            guard months % recurrence.interval == 0, day.weekday == weekday.rawValue else { return false }
            return week > 0 ? (day.day - 1) / 7 + 1 == week : (length - day.day) / 7 + 1 == -week
        case .yearly:
            return months % (12 * recurrence.interval) == 0 && day.day == min(start.day, length)
        }
    }
}
