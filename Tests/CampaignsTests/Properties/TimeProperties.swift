import CivilTime
import TestSupport
import Testing

@testable import Campaigns

/// Civil time, calendar and elapsed waits, and windows, in any zone of the system's tzdata.
@Suite struct TimeProperties {
    private static func zone(_ random: inout SeededGenerator) -> Zone {
        Zone(random.one(of: Zone.names)) ?? SampleFacts.zone()
    }

    private static func instant(_ random: inout SeededGenerator) -> Instant {
        SampleFacts.instant("1990-01-01T00:00Z").adding(minutes: random.number(in: 0...36_000_000))
    }

    @Test("local time there and back is the same time, a gap moves forward, and of two times the first is meant")
    func thereAndBack() {
        forRandomCases { random in
            let zone = Self.zone(&random)
            let instant = Self.instant(&random)
            let local = zone.civil(at: instant)
            let back = zone.resolve(local)
            switch back.kind {
            case .unique: #expect(back.instant == instant, "\(zone) seed \(random.seed)")
            case .overlap:
                #expect(back.instant <= instant && zone.civil(at: back.instant) == local, "\(zone) seed \(random.seed)")
            case .gap: Issue.record("\(zone) shows \(local), which its clocks skip: seed \(random.seed)")
            }
            let any = CivilDateTime(
                date: local.date, time: ClockTime(minutes: random.number(in: 0...1439)), second: 0)
            let found = zone.resolve(any)
            let shown = zone.civil(at: found.instant)
            #expect((shown == any) == (found.kind != .gap), "\(zone) \(any) seed \(random.seed)")
            #expect(shown >= any, "\(zone) \(any) seed \(random.seed)")
        }
    }

    @Test("days keep the clock time, hours are elapsed, and they differ by what the clocks changed between")
    func calendarAgainstElapsed() throws {
        try forRandomCases { random in
            let zone = Self.zone(&random)
            let calendar = ClinicCalendar(zone: zone, hours: Array(repeating: .allDay, count: 7))
            let anchor = Self.instant(&random).roundedUpToMinute
            let days = random.number(in: 1...400)
            let direction = random.one(of: ["before", "after"])
            func due(_ text: String) throws -> Instant {
                try WaitExpression.parse("\(text) \(direction) appointment")
                    .due(from: anchor, anchor: .instant(anchor), calendar: calendar)
            }
            let byDays = try due("\(days) days")
            let byHours = try due("\(days * 24) hours")
            let sign = direction == "before" ? -1 : 1
            let local = zone.civil(at: anchor)
            let wanted = zone.resolve(local.adding(days: sign * days))
            #expect(byDays == wanted.instant, "\(zone) seed \(random.seed)")
            #expect(byHours.seconds(since: anchor) == sign * days * 86_400, "\(zone) seed \(random.seed)")
            guard wanted.kind == .unique else { return }
            #expect(zone.civil(at: byDays).time == local.time, "\(zone) seed \(random.seed)")
            let changed = Self.offset(zone, anchor) - Self.offset(zone, byDays)
            #expect(byDays.seconds(since: byHours) == changed, "\(zone) seed \(random.seed)")
        }
    }

    /// Seconds by which the zone's clocks are ahead of UTC.
    private static func offset(_ zone: Zone, _ instant: Instant) -> Int {
        let local = zone.civil(at: instant)
        let seconds = local.date.daysSince1970 * 86_400 + local.time.minutes * 60 + local.second
        return seconds - Int(instant.seconds)
    }

    @Test("months count from the original date: there and back loses only what the month's end cut off")
    func months() {
        forRandomCases { random in
            let date = CivilDate(daysSince1970: random.number(in: 0...40_000))
            let months = random.number(in: -120...120)
            let moved = date.adding(months: months)
            let back = moved.adding(months: -months)
            #expect(moved.day == min(date.day, CivilDate.lengthOfMonth(moved.month, year: moved.year)))
            #expect((moved.year - date.year) * 12 + moved.month - date.month == months)
            #expect(back.month == date.month && back.year == date.year && back.day <= date.day)
            #expect((back == date) == (moved.day == date.day || back.day == date.day), "seed \(random.seed)")
        }
    }

    @Test("a window's opening is the first open moment, its last quarter hour the last, and both stay where they are")
    func windows() {
        forRandomCases { random in
            let window = Self.window(&random)
            let due = SampleFacts.instant("2027-03-01T00:00Z").adding(minutes: random.number(in: 0...400_000))
            let zone = SampleFacts.zone()
            let local = zone.civil(at: due)
            let limit = zone.instant(of: local.date.adding(days: 14).at(local.time))
            let first = Self.starts(window, from: due, to: limit).first { window.contains($0) }
            let opening = window.opening(atOrAfter: due, daysIn: zone)
            #expect(opening == first, "seed \(random.seed)")
            if let opening {
                #expect(window.opening(atOrAfter: opening, daysIn: zone) == opening, "seed \(random.seed)")
            }
            let quarter = window.lastQuarterHour(before: due, daysIn: zone)
            #expect(quarter == Self.lastQuarter(window, before: due), "seed \(random.seed)")
            if let quarter {
                #expect(window.lastQuarterHour(before: due, notBefore: quarter, daysIn: zone) == quarter)
                #expect(window.lastQuarterHour(before: due, notBefore: quarter.adding(seconds: 1), daysIn: zone) == nil)
            }
        }
    }

    /// Every moment at which an open span of the window can begin: the time asked for, and each list's starts.
    private static func starts(_ window: SendWindow, from due: Instant, to limit: Instant) -> [Instant] {
        let starts = window.openTimes.flatMap { times in
            let day = times.zone.civil(at: due).date
            return (-1...15).compactMap { number in
                let date = day.adding(days: number)
                return times.hours[date.weekday].map { times.zone.instant(of: date.at($0.from)) }
            }
        }
        return [due] + starts.filter { $0 > due && $0 <= limit }.sorted()
    }

    private static func lastQuarter(_ window: SendWindow, before due: Instant) -> Instant? {
        var quarter = Instant(seconds: (due.seconds - 1) / 900 * 900)
        let zone = SampleFacts.zone()
        let local = zone.civil(at: due)
        let limit = zone.instant(of: local.date.adding(days: -14).at(local.time))
        while quarter >= limit {
            if window.contains(quarter) { return quarter }
            quarter = quarter.adding(minutes: -15)
        }
        return nil
    }

    private static func window(_ random: inout SeededGenerator) -> SendWindow {
        SendWindow(
            (0..<random.number(in: 1...2)).map { _ in
                let zone = Zone(random.one(of: RandomStory.zones)) ?? SampleFacts.zone()
                let hours = (0..<7).map { _ in
                    random.chance(75)
                        ? OpeningHours(
                            from: ClockTime(minutes: random.number(in: 0...1439)),
                            to: ClockTime(minutes: random.number(in: 0...1439))) : nil
                }
                let closed = (0..<20).map { _ in
                    CivilDate(daysSince1970: 20_880 + random.number(in: 0...280))
                }
                return OpenTimes(zone: zone, hours: hours, closed: Set(closed))
            })
    }
}
