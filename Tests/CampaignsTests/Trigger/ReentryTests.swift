import Campaigns
import CivilTime
import Testing

@Suite struct ReentryTests {
    @Test(
        "a round begins again after its days, to the same clock time, and never by default",
        arguments: [
            (nil, "2037-03-10T09:00", nil), (30, "2027-04-09T08:59", nil), (30, "2027-04-09T09:00", 3),
            (1, "2027-03-11T09:00", 3), (30, "2027-03-09T09:00", nil),
        ] as [(Int?, String, Int?)])
    func rounds(days: Int?, start: String, round: Int?) throws {
        let zone = try #require(Zone("America/Chicago"))
        let at = { (local: String) in zone.instant(of: CivilDateTime(local)!) }
        let last = Reentry.Last(round: 2, startedAt: at("2027-03-10T09:00"))
        #expect(Reentry(days: days).round(after: last, startingAt: at(start), in: zone) == round)
    }
}
