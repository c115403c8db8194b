/// A table as comma-separated values (RFC 4180), for a spreadsheet that runs nothing of it.
struct CSV {
    private var text: [UInt8]

    init(columns: [String]) {
        // Without the mark some spreadsheets take UTF-8 for something else.
        text = [0xEF, 0xBB, 0xBF]
        add(columns)
    }

    mutating func add(_ cells: [String]) {
        text += cells.map(Self.cell).joined(separator: ",").utf8
        text += "\r\n".utf8
    }

    func response(_ name: String) -> Response {
        Response(
            headers: [
                ("Content-Type", "text/csv; charset=utf-8; header=present"),
                ("Content-Disposition", "attachment; filename=\"\(name)\""),
            ], body: text)
    }

    /// Quoted; what a spreadsheet would take for a formula begins with an apostrophe.
    static func cell(_ text: String) -> String {
        let first = text.utf8.first { $0 != UInt8(ascii: " ") }
        let isFormula = first.map(formulas.contains) ?? false
        let safe = isFormula ? "'" + text : text
        guard safe.utf8.contains(where: quoted.contains) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static let formulas = Set("=+-@\t\r\n|%".utf8)
    private static let quoted = Set("\",\r\n\t;'".utf8)
}
