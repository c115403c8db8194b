import Campaigns
import CivilTime
import Testing

/// When a clinic is open, by its hours and without its closed days (rules.md 2.7).
@Suite struct OpenTimesTests {
    private static let zone = Zone("America/Chicago")!

    /// Open from Monday to Friday, on Fridays over midnight, and closed on Tuesday 16 March.
    private static let calendar: ClinicCalendar = {
        let day = OpeningHours(from: ClockTime("09:00")!, to: ClockTime("17:00")!)
        let night = OpeningHours(from: ClockTime("20:00")!, to: ClockTime("02:00")!)
        return ClinicCalendar(
            zone: zone, hours: [nil, day, day, day, day, night, nil], closed: [CivilDate("2027-03-16")!])
    }()

    private static func at(_ local: String) -> Instant { zone.instant(of: CivilDateTime(local)!) }

    @Test(
        "a day is open by the hours of its weekday, unless it is closed; a night's end opens no day",
        arguments: [
            ("2027-03-15", true), ("2027-03-16", false), ("2027-03-17", true), ("2027-03-19", true),
            ("2027-03-20", false), ("2027-03-21", false),
        ])
    func days(day: String, isOpen: Bool) throws {
        #expect(Self.calendar.isOpen(on: try #require(CivilDate(day))) == isOpen)
    }

    @Test(
        "the next opening is now while it is open, and else the start of the next hours",
        arguments: [
            ("2027-03-15T08:59", "2027-03-15T09:00"), ("2027-03-15T09:00", "2027-03-15T09:00"),
            ("2027-03-15T16:59", "2027-03-15T16:59"), ("2027-03-15T17:00", "2027-03-17T09:00"),
            ("2027-03-19T09:00", "2027-03-19T20:00"), ("2027-03-20T00:00", "2027-03-20T00:00"),
            ("2027-03-20T01:59", "2027-03-20T01:59"), ("2027-03-20T02:00", "2027-03-22T09:00"),
        ])
    func opening(now: String, opening: String) {
        #expect(Self.calendar.opening(atOrAfter: Self.at(now)) == Self.at(opening))
        #expect(Self.calendar.openTimes.contains(Self.at(now)) == (now == opening))
    }

    @Test("a clinic that opens on no day has no next opening")
    func never() {
        let calendar = ClinicCalendar(zone: Self.zone, hours: Array(repeating: nil, count: 7))
        #expect(calendar.opening(atOrAfter: Self.at("2027-03-15T09:00")) == nil)
    }

    @Test("an opening at the limit is found, and one after it is not", arguments: [(0, true), (-1, false)])
    func limit(minutes: Int, isFound: Bool) {
        let opening = Self.at("2027-03-17T09:00")
        let found = Self.calendar.openTimes.opening(
            atOrAfter: Self.at("2027-03-15T17:00"), until: opening.adding(minutes: minutes))
        #expect(found == (isFound ? opening : nil))
    }

    @Test(
        "hours that a clock change swallows are none on that day",
        arguments: [("02:00", "03:00"), ("02:30", "03:00"), ("02:30", "03:30")])
    func swallowed(from: String, to: String) {
        let hours = OpeningHours(from: ClockTime(from)!, to: ClockTime(to)!)
        let calendar = ClinicCalendar(zone: Self.zone, hours: [hours, nil, nil, nil, nil, nil, nil])
        #expect(calendar.opening(atOrAfter: Self.at("2027-03-14T00:00")) == Self.at("2027-03-21T\(from)"))
        #expect(!calendar.openTimes.contains(Self.at("2027-03-14T03:00")))
    }
}
