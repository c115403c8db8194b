import CivilTime
import Testing

@testable import Campaigns

/// When a trigger by time enrolls its audience (rules.md 1.6).
@Suite struct OccurrenceTests {
    private static let zone = SampleFacts.zone()

    private static func at(_ local: String) throws -> Instant { zone.instant(of: try #require(CivilDateTime(local))) }

    @Test(
        "a set time comes once, and not when it is now or over",
        arguments: [("2027-03-08T09:59", true), ("2027-03-08T10:00", false), ("2027-03-08T10:01", false)])
    func scheduled(now: String, comes: Bool) throws {
        let trigger = Trigger.scheduled(try #require(CivilDateTime("2027-03-08T10:00")))
        let time = try trigger.occurrence(after: Self.at(now), in: Self.zone)
        #expect(try time == (comes ? Self.at("2027-03-08T10:00") : nil))
    }

    @Test("a recurrence comes at the next of its times, strictly after now; an event at none")
    func recurring() throws {
        let start = try #require(CivilDate("2027-03-08"))
        let trigger = Trigger.recurring(
            Recurrence(.daily, at: try #require(ClockTime("09:00")), start: start, end: .count(2)))
        for (now, next) in [
            ("2027-03-01T09:00", "2027-03-08T09:00"), ("2027-03-08T08:59", "2027-03-08T09:00"),
            ("2027-03-08T09:00", "2027-03-09T09:00"), ("2027-03-09T09:00", nil),
        ] {
            #expect(try trigger.occurrence(after: Self.at(now), in: Self.zone) == next.map(Self.at))
        }
        let event = Trigger.event(.patientCreated, rule: nil)
        #expect(try event.occurrence(after: Self.at("2027-03-09T09:00"), in: Self.zone) == nil)
    }
}
