import CivilTime
import Foundation
import Testing

@Suite struct InstantTests {
    @Test(
        "an instant is read in any offset and written in UTC",
        arguments: [
            ("2027-03-13T15:00Z", "2027-03-13T15:00Z"),
            ("2027-03-13T15:00:00Z", "2027-03-13T15:00Z"),
            ("2027-03-13T09:00:05-06:00", "2027-03-13T15:00:05Z"),
            ("2027-03-14T00:30+09:30", "2027-03-13T15:00Z"),
            ("2027-03-13t15:00:00.999999999z", "2027-03-13T15:00Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59Z"),
            ("0001-01-01T00:00Z", "0001-01-01T00:00Z"),
            ("9999-12-31T23:59:59-00:00", "9999-12-31T23:59:59Z"),
        ])
    func reads(text: String, expected: String) {
        #expect(Instant(text)?.text == expected)
    }

    @Test(
        "a time without an offset, or that is none, is no instant",
        arguments: [
            "2027-03-13T15:00", "2027-03-13", "2027-03-13T24:00Z", "2027-03-13T15:60Z", "2027-03-13T15:00:60Z",
            "2027-02-29T15:00Z", "2027-03-13 15:00Z", "2027-03-13T15:00:00.Z", "2027-03-13T15:00+24:00",
            "2027-03-13T15:00+0100", "2027-03-13T15:00Zx", "2027-03-13T15Z", "", "Z",
        ])
    func refuses(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test(
        "a planned second rounds up to the minute",
        arguments: [
            ("2027-03-13T15:00Z", "2027-03-13T15:00Z"),
            ("2027-03-13T15:00:00.000001Z", "2027-03-13T15:01Z"),
            ("2027-03-13T14:59:59.999999Z", "2027-03-13T15:00Z"),
            ("1969-12-31T23:58:01Z", "1969-12-31T23:59Z"),
        ])
    func roundsUp(text: String, expected: String) {
        #expect(Instant(text)!.roundedUpToMinute == Instant(expected))
    }

    @Test(
        "elapsed seconds round down",
        arguments: [
            (0, 1_999_999, 1), (0, -1, -1), (2_000_000, 0, -2), (-500_000, 500_000, 1),
        ] as [(Int64, Int64, Int)])
    func elapsed(from: Int64, to: Int64, seconds: Int) {
        #expect(Instant(microseconds: to).seconds(since: Instant(microseconds: from)) == seconds)
    }

    @Test func minutesAndHoursAreElapsedTime() {
        let instant = Instant("2027-03-13T15:00Z")!
        #expect(instant.adding(hours: -48).text == "2027-03-11T15:00Z")
        #expect(instant.adding(minutes: 90).text == "2027-03-13T16:30Z")
        #expect(instant.adding(seconds: 5).rfc3339 == "2027-03-13T15:00:05Z")
        #expect(instant.rfc3339 == "2027-03-13T15:00:00Z")
    }

    @Test func valuesAreCodedAsNumbersAndTexts() throws {
        struct Row: Codable, Equatable {
            var at: Instant
            var on: CivilDate
            var time: ClockTime
            var local: CivilDateTime
        }
        let row = Row(
            at: Instant(microseconds: 1_500_000), on: CivilDate("2027-03-13")!, time: ClockTime("09:05")!,
            local: CivilDateTime("2027-03-13T09:05:07")!)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(row), as: UTF8.self)
        #expect(text == #"{"at":1500000,"local":"2027-03-13T09:05:07","on":"2027-03-13","time":"09:05"}"#)
        #expect(try JSONDecoder().decode(Row.self, from: Data(text.utf8)) == row)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CivilDate].self, from: Data(#"["2027-02-29"]"#.utf8))
        }
    }
}
