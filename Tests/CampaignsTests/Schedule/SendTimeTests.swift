import Campaigns
import CivilTime
import TestSupport
import Testing

@Suite struct SendTimeTests {
    private static let chicago = Zone("America/Chicago")!

    @Test(
        "marketing shifts forward to the next opening",
        arguments: [
            ("2027-03-12T16:59", [], "2027-03-12T16:59"),
            ("2027-03-12T17:00", [], "2027-03-15T09:00"),
            ("2027-03-12T17:00", ["2027-03-15"], "2027-03-16T09:00"),
            ("2027-03-12T08:59", [], "2027-03-12T09:00"),
            ("2027-03-12T09:00", [], "2027-03-12T09:00"),
            ("2027-03-13T12:00", [], "2027-03-15T09:00"),
            ("2027-03-12T16:59:01", [], "2027-03-15T09:00"),
        ])
    func marketing(due: String, closed: [String], at: String) {
        let clinic = Self.clinic(closed: closed)
        let window = SendWindow.marketing(of: clinic, contactZone: Self.chicago)
        #expect(Self.shifted(due, .forward, window) == .at(Self.local(at)))
    }

    @Test(
        "a contact in another zone narrows the window",
        arguments: [
            ("Pacific/Honolulu", "2027-03-10T09:00", "2027-03-10T12:00"),
            ("Pacific/Honolulu", "2027-03-15T09:00", "2027-03-15T13:00"),
            ("Europe/Berlin", "2027-03-10T13:59", "2027-03-10T13:59"),
            ("Europe/Berlin", "2027-03-10T14:00", "2027-03-11T09:00"),
        ])
    func zones(zone: String, due: String, at: String) {
        let window = SendWindow.marketing(of: Self.clinic(), contactZone: Zone(zone)!)
        #expect(Self.shifted(due, .forward, window) == .at(Self.local(at)))
    }

    @Test(
        "a reminder shifts back to the last quarter hour; when that is past, to an opening before the visit",
        arguments: [
            // A visit at 08:00, "2 hours before", window 09:00 to 19:00.
            ("2027-03-16T06:00", "2027-03-16T08:00", nil, nil, "2027-03-15T18:45"),
            ("2027-03-16T06:00", "2027-03-16T08:00", "2027-03-15T18:45", 120, "2027-03-15T18:45"),
            ("2027-03-16T06:00", "2027-03-16T08:00", "2027-03-15T18:45:01", 120, "2027-03-15T18:46"),
            ("2027-03-16T06:00", "2027-03-16T08:00", "2027-03-15T19:00", 120, nil),
            ("2027-03-16T06:00", nil, "2027-03-15T19:00", 120, nil),
            // A visit at 10:00: the opening at 09:00 is in time, unless it is over the limit.
            ("2027-03-16T08:00", "2027-03-16T10:00", "2027-03-15T20:00", 120, "2027-03-16T09:00"),
            ("2027-03-16T07:00", "2027-03-16T10:00", "2027-03-15T20:00", 120, "2027-03-16T09:00"),
            ("2027-03-16T06:59", "2027-03-16T10:00", "2027-03-15T20:00", 120, nil),
            ("2027-03-16T06:59", "2027-03-16T10:00", "2027-03-15T20:00", nil, "2027-03-16T09:00"),
            ("2027-03-16T08:00", "2027-03-16T09:00", "2027-03-15T20:00", 120, nil),
            // Late in the evening: the same day's last quarter hour.
            ("2027-03-16T19:00", "2027-03-16T21:00", nil, nil, "2027-03-16T18:45"),
            ("2027-03-16T19:15", "2027-03-16T21:00", nil, nil, "2027-03-16T18:45"),
            ("2027-03-16T18:59", "2027-03-16T21:00", nil, nil, "2027-03-16T18:59"),
        ] as [(String, String?, String?, Int?, String?)])
    func back(due: String, visit: String?, earliest: String?, limit: Int?, at: String?) {
        let send = SendTime(
            due: Self.local(due), rule: .back, visit: visit.map(Self.local), earliest: earliest.map(Self.local),
            limitMinutes: limit)
        let window = SendWindow.care(in: Self.chicago, hours: Self.hours("09:00", "19:00"))
        let expected = at.map { ShiftResult.at(Self.local($0)) } ?? .skip(.noWindowBeforeVisit)
        #expect(send.shifted(into: window, clinicZone: Self.chicago) == expected)
    }

    @Test(
        "a send on the day of a visit goes later that day while an hour is left, else back",
        arguments: [
            ("2027-03-16T06:30", "2027-03-16T08:00", "2027-03-16T07:00"),
            ("2027-03-16T06:30", "2027-03-16T07:59", "2027-03-15T20:45"),
            ("2027-03-16T06:00", "2027-03-16T07:00", "2027-03-15T20:45"),
            ("2027-03-16T21:00", "2027-03-16T23:00", "2027-03-16T20:45"),
            ("2027-03-16T21:00", "2027-03-17T23:00", "2027-03-16T20:45"),
            ("2027-03-16T08:00", "2027-03-16T15:00", "2027-03-16T08:00"),
        ])
    func sameDay(due: String, visit: String, at: String) {
        let window = SendWindow.care(in: Self.chicago)
        #expect(Self.shifted(due, .sameDayElseBack, window, visit: visit) == .at(Self.local(at)))
    }

    @Test(
        "a confirmation at night goes in the morning, unless the visit starts first",
        arguments: [
            ("2027-03-15T22:30", "2027-03-16T14:00", "2027-03-16T07:00"),
            ("2027-03-15T22:30", "2027-03-16T07:01", "2027-03-16T07:00"),
            ("2027-03-15T22:30", "2027-03-16T07:00", nil),
            ("2027-03-15T22:30", "2027-03-16T06:00", nil),
        ] as [(String, String, String?)])
    func confirmation(due: String, visit: String, at: String?) {
        let expected = at.map { ShiftResult.at(Self.local($0)) } ?? .skip(.noWindowBeforeVisit)
        #expect(Self.shifted(due, .forward, .care(in: Self.chicago), visit: visit) == expected)
    }

    @Test func noOpeningWithinFourteenDaysIsSkipped() {
        let closed = (0..<15).map { CivilDate("2027-04-01")!.adding(days: $0).text }
        let window = SendWindow.marketing(of: Self.clinic(closed: closed), contactZone: Self.chicago)
        #expect(Self.shifted("2027-04-01T09:00", .forward, window) == .skip(.noWindow))
        #expect(Self.shifted("2027-04-02T08:59", .forward, window) == .skip(.noWindow))
        #expect(Self.shifted("2027-04-02T09:00", .forward, window) == .at(Self.local("2027-04-16T09:00")))
        #expect(Self.shifted("2027-04-01T09:00", .back, window) == .at(Self.local("2027-03-31T16:45")))
        #expect(Self.shifted("2027-04-15T09:00", .back, window) == .skip(.noWindowBeforeVisit))
    }

    @Test(
        "the fourteen days are the clinic's calendar days, whether the clocks change or not",
        arguments: [
            // Clocks go back on 7 November: fourteen days and an hour; forward on 14 March: an hour less.
            ("2027-10-30T10:00", "2027-11-13T10:00", true), ("2027-10-30T09:59", "2027-11-13T10:00", false),
            ("2027-03-06T10:00", "2027-03-20T10:00", true), ("2027-03-06T09:59", "2027-03-20T10:00", false),
        ])
    func calendarDays(due: String, opening: String, isFound: Bool) {
        let first = CivilDateTime(due)!.date
        let closed = (0..<14).map { first.adding(days: $0).text }
        let window = SendWindow([
            OpenTimes(
                zone: Self.chicago, hours: Array(repeating: Self.hours("10:00", "11:00"), count: 7),
                closed: Set(closed.map { CivilDate($0)! }))
        ])
        #expect(
            Self.shifted(due, .forward, window) == (isFound ? .at(Self.local(opening)) : .skip(.noWindow)))
    }

    @Test("the second try counts its lateness from the wait's own time, however far messages before it moved its due")
    func secondTry() {
        let window = SendWindow.care(in: Self.chicago, hours: Self.hours("09:00", "19:00"))
        func shifted(wait: String) -> ShiftResult {
            SendTime(
                due: Self.local("2027-03-16T08:30"), rule: .back, visit: Self.local("2027-03-16T12:00"),
                earliest: Self.local("2027-03-16T08:00"), limitMinutes: 120, wait: Self.local(wait)
            ).shifted(into: window, clinicZone: Self.chicago)
        }
        #expect(shifted(wait: "2027-03-16T07:00") == .at(Self.local("2027-03-16T09:00")))
        #expect(shifted(wait: "2027-03-16T06:59") == .skip(.noWindowBeforeVisit))
    }

    @Test(
        "a window over midnight belongs to the day on which it begins",
        arguments: [
            ("2027-03-12T22:00", "2027-03-12T22:00"),
            ("2027-03-13T05:59", "2027-03-13T05:59"),
            ("2027-03-13T06:00", "2027-03-15T22:00"),
            ("2027-03-15T05:00", "2027-03-15T22:00"),
            ("2027-03-12T12:00", "2027-03-12T22:00"),
        ])
    func overMidnight(due: String, at: String) {
        let night = Self.hours("22:00", "06:00")
        let window = SendWindow([OpenTimes(zone: Self.chicago, hours: [nil, night, night, night, night, night, nil])])
        #expect(Self.shifted(due, .forward, window) == .at(Self.local(at)))
    }

    @Test(
        "windows follow the clocks through their changes",
        arguments: [
            ("2027-03-14T01:59", "02:30", "04:00", "2027-03-14T08:30Z"),
            ("2027-03-14T01:59", "02:15", "03:10", "2027-03-15T07:15Z"),
            ("2027-11-07T00:30", "01:30", "04:00", "2027-11-07T06:30Z"),
        ])
    func clockChanges(due: String, from: String, to: String, at: String) {
        let window = SendWindow.care(in: Self.chicago, hours: Self.hours(from, to))
        #expect(Self.shifted(due, .forward, window) == .at(Instant(at)!))
    }

    @Test func hoursWithoutLengthAreRefused() {
        #expect(OpeningHours(from: ClockTime("09:00")!, to: ClockTime("09:00")!) == nil)
    }

    @Test func withoutListsAWindowIsAlwaysOpen() {
        #expect(Self.shifted("2027-03-14T01:59", .back, SendWindow([])) == .at(Self.local("2027-03-14T01:59")))
    }
}

extension SendTimeTests {
    @Test("a shift is idempotent, lands inside the window, and nothing nearer is open", arguments: 1...15)
    func shiftIsIdempotentAndMinimal(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let window = Self.randomWindow(&random)
        for _ in 0..<10 {
            let due = Self.local("2027-03-01T00:00").adding(minutes: Int.random(in: 0..<400_000, using: &random))
            if case .at(let opening) = SendTime(due: due, rule: .forward).shifted(
                into: window, clinicZone: Self.chicago)
            {
                #expect(window.contains(opening) && opening >= due)
                #expect(
                    SendTime(due: opening, rule: .forward).shifted(into: window, clinicZone: Self.chicago)
                        == .at(opening))
                let minutes = opening.seconds(since: due) / 60
                #expect(!(0..<minutes).contains { window.contains(due.adding(minutes: $0)) })
            } else {
                let local = Self.chicago.civil(at: due)
                let limit = Self.chicago.instant(of: local.date.adding(days: 14).at(local.time))
                #expect(!(0...limit.seconds(since: due) / 60).contains { window.contains(due.adding(minutes: $0)) })
            }
            if let quarter = window.lastQuarterHour(before: due, daysIn: Self.chicago) {
                #expect(window.contains(quarter) && quarter < due && quarter.seconds % 900 == 0)
                let quarters = (due.seconds(since: quarter) - 1) / 900
                #expect(quarters < 1 || !(1...quarters).contains { window.contains(quarter.adding(minutes: $0 * 15)) })
                #expect(window.lastQuarterHour(before: due, notBefore: quarter, daysIn: Self.chicago) == quarter)
                #expect(
                    window.lastQuarterHour(before: due, notBefore: quarter.adding(seconds: 1), daysIn: Self.chicago)
                        == nil)
            }
        }
    }

    private static func randomWindow(_ random: inout SeededGenerator) -> SendWindow {
        SendWindow(
            (0..<Int.random(in: 1...3, using: &random)).map { _ in
                let zone = Zone(["America/Chicago", "Europe/Berlin", "Asia/Kathmandu"].randomElement(using: &random)!)!
                let hours = (0..<7).map { _ in
                    Bool.random(using: &random) || Bool.random(using: &random)
                        ? OpeningHours(
                            from: ClockTime(minutes: Int.random(in: 0..<1440, using: &random)),
                            to: ClockTime(minutes: Int.random(in: 0..<1440, using: &random)))
                        : nil
                }
                let closed = (0..<3).map { _ in
                    CivilDate("2027-03-01")!.adding(days: Int.random(in: 0..<280, using: &random))
                }
                return OpenTimes(zone: zone, hours: hours, closed: Set(closed))
            })
    }

    private static func clinic(closed: [String] = []) -> ClinicCalendar {
        let nine = hours("09:00", "17:00")
        return ClinicCalendar(
            zone: chicago, hours: [nil, nine, nine, nine, nine, nine, nil], closed: Set(closed.map { CivilDate($0)! }))
    }

    private static func shifted(
        _ due: String, _ rule: ShiftRule, _ window: SendWindow, visit: String? = nil
    ) -> ShiftResult {
        SendTime(due: local(due), rule: rule, visit: visit.map(local)).shifted(into: window, clinicZone: chicago)
    }

    private static func hours(_ from: String, _ to: String) -> OpeningHours {
        OpeningHours(from: ClockTime(from)!, to: ClockTime(to)!)!
    }

    private static func local(_ text: String) -> Instant { chicago.instant(of: CivilDateTime(text)!) }
}
