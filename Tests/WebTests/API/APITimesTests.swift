import CivilTime
import TestSupport
import Testing

@testable import Web

@Suite struct APITimesTests {
    @Test(
        "a time carries its zone's offset of that day",
        arguments: [
            ("America/Chicago", "2027-03-14T07:59:59Z", "2027-03-14T01:59:59-06:00"),
            ("America/Chicago", "2027-03-14T08:00:00Z", "2027-03-14T03:00:00-05:00"),
            ("Asia/Kathmandu", "2027-01-01T00:00Z", "2027-01-01T05:45:00+05:45"),
            ("America/St_Johns", "2027-01-01T00:00Z", "2026-12-31T20:30:00-03:30"),
            ("UTC", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59+00:00"),
        ])
    func offsets(zone: String, instant: String, text: String) {
        #expect(APITimes(zone: Zone(zone)!).text(SampleRows.instant(instant)) == text)
    }
}
