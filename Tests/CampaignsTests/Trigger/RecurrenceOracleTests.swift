import Campaigns
import CivilTime
import Foundation
import Testing

/// What dateutil's rules answered where they agree with rules.md 1.7 (see Tests/Oracles/README.md).
@Suite struct RecurrenceOracleTests {
    @Test("the next dates are those that dateutil finds")
    func dateutil() throws {
        let file = URL(filePath: #filePath).appending(path: "../../../Oracles/recurrences.jsonl")
        let lines = try String(contentsOf: file.standardizedFileURL, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 400)
        for line in lines {
            let row = try JSON.parse(Array(line.utf8))
            let zone = try #require(row["zone"]?.stringValue.flatMap { Zone($0) })
            let rule = try #require(row["rule"])
            let recurrence = try Recurrence(json: rule)
            let after = try #require(row["after"]?.stringValue.flatMap { CivilDateTime($0) })
            let expected = (row["next"]?.arrayValue ?? []).compactMap(\.stringValue)
            let next = recurrence.next(6, after: zone.instant(of: after), in: zone).map { zone.civil(at: $0).text }
            // The table ends with the year 2060.
            #expect(next.filter { $0 < "2061" } == expected, "\(line)")
        }
    }
}
