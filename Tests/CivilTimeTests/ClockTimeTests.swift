import CivilTime
import Testing

@Suite struct ClockTimeTests {
    @Test(
        "a clock time runs from 00:00 to 23:59",
        arguments: [
            ("00:00", 0), ("09:05", 545), ("23:59", 1439), ("24:00", nil), ("12:60", nil), ("9:00", nil),
            ("09:00:00", nil),
            ("0900", nil), (" 09:00", nil), ("", nil), ("٠٩:٠٠", nil),
        ] as [(String, Int?)])
    func reads(text: String, minutes: Int?) {
        #expect(ClockTime(text)?.minutes == minutes)
        if minutes != nil { #expect(ClockTime(text)?.text == text) }
    }

    @Test(
        "a local time may leave its seconds out",
        arguments: [
            ("2027-03-13T09:00", "2027-03-13T09:00"), ("2027-03-13T09:00:00", "2027-03-13T09:00"),
            ("2027-03-13T09:00:07", "2027-03-13T09:00:07"), ("2027-03-13T09:00:60", nil), ("2027-03-13T09", nil),
            ("2027-03-13 09:00", nil), ("2027-03-13T09:00Z", nil), ("2027-02-30T09:00", nil),
        ] as [(String, String?)])
    func readsLocal(text: String, expected: String?) {
        #expect(CivilDateTime(text)?.text == expected)
    }
}
