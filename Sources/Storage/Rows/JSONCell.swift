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

    private var json: String {
        switch self {
        case .number(let number): number.map(String.init) ?? "null"
        case .word(let word): word.map { "\"\($0)\"" } ?? "null"
        case .instant(let instant): instant.map { "\"\(Self.dateTime($0))\"" } ?? "null"
        case .text(let text): JSON.string(text).text
        }
    }

    static func row(_ cells: [JSONCell]) -> String { "[" + cells.map(\.json).joined(separator: ",") + "]" }

    static func table(_ rows: [String]) -> String { "[" + rows.joined(separator: ",") + "]" }

    /// As MariaDB reads a DATETIME(6): `2027-03-13T15:00:00.000000`, in UTC.
    private static func dateTime(_ instant: Instant) -> String {
        let fraction = instant.microseconds - instant.seconds * 1_000_000
        let digits = String(fraction)
        return instant.rfc3339.dropLast() + "." + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
