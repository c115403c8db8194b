import Campaigns
import CivilTime

/// A cell of a batch that a statement reads with JSON_TABLE.
enum JSONCell {
    case number(Int64?)
    /// ASCII without quotes, backslashes or control characters.
    case word(String?)
    case instant(Instant?)
    /// Whatever people wrote.
    case text(String)

    static func row(_ cells: [JSONCell]) -> String {
        var row = "["
        row.reserveCapacity(16 * cells.count)
        for (place, cell) in cells.enumerated() {
            if place > 0 { row += "," }
            cell.write(to: &row)
        }
        row += "]"
        return row
    }

    static func table(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }

    // A million rows pass here when a campaign is launched: no text is made only to be copied.
    private func write(to row: inout String) {
        switch self {
        case .number(nil), .word(nil), .instant(nil): row += "null"
        case .number(let number?): row += String(number)
        case .word(let word?):
            row += "\""
            row += word
            row += "\""
        case .instant(let instant?):
            row += "\""
            row += instant.dateTime
            row += "\""
        case .text(let text): row += JSON.string(text).text
        }
    }
}

extension Instant {
    /// As MariaDB reads a DATETIME(6): `2027-03-13T15:00:00.000000`, in UTC.
    fileprivate var dateTime: String {
        var left = UInt(microseconds - seconds * 1_000_000)
        return String(unsafeUninitializedCapacity: 27) { text in
            var end = text.initialize(fromContentsOf: rfc3339.utf8.dropLast())
            text.initializeElement(at: end, to: UInt8(ascii: "."))
            for place in stride(from: end + 6, to: end, by: -1) {
                text.initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(left % 10))
                left /= 10
            }
            end += 7
            return end
        }
    }
}
