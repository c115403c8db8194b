import MariaDB
import TestSupport
import Testing

@testable import Storage

/// What a statement joins row by row is looked up by the row it is joined to, never by its clinic alone.
///
/// On empty tables all indexes cost the same, and straight after a bulk load MariaDB still thinks of them so: a statement
/// names the index that it needs then, or reads the whole clinic for each of its rows.
@Suite struct LookupPlanTests {
    @Test("no joined table is looked up by its clinic alone")
    func lookups() throws {
        try withDatabase { db in
            for text in Statements.all.flatMap(\.texts) where text.contains("JOIN") {
                let values = Array(repeating: Value.int(1), count: text.utf8.count { $0 == UInt8(ascii: "?") })
                for joined in Self.joined(try db.rows("EXPLAIN " + text, values)) {
                    let ref = joined.optionalText("ref")?.split(separator: ",") ?? ["it scans"]
                    let isByClinicAlone = ref.allSatisfy { $0 == "const" }
                    let table = joined.optionalText("table") ?? ""
                    #expect(!isByClinicAlone, "\(table) by \(joined.optionalText("key") ?? "") in \(text)")
                }
            }
        }
    }

    /// The plan's rows that are read for each row of another.
    private static func joined(_ plan: [Row]) -> [Row] {
        var seen: Set<Int> = []
        return plan.filter { row in
            guard let id: Int = row.optionalInt("id") else { return false }
            let isFirst = seen.insert(id).inserted
            return (!isFirst || row.text("select_type").contains("DEPENDENT")) && row.optionalText("type") == "ref"
        }
    }
}
