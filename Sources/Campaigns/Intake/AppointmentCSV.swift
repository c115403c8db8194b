/// Visits as a table whose header names the fields of api.md: a missing column leaves its field as it is, an empty cell
/// empties it.
public struct AppointmentCSV: Sendable, Hashable {
    private let columns: [String]

    /// - Parameter header: the first record's fields, in any order.
    /// - Throws: what is wrong with the header: a column twice, an unknown one, no `externalId`.
    public init(header: [String]) throws(IntakeRefusal) {
        columns = header.map(\.trimmed)
        let unknown = columns.filter { !Self.known.contains($0) }
        var problems: [FieldProblem] = []
        if !columns.contains("externalId") {
            problems.append(FieldProblem(field: "externalId", message: "The header lacks this column."))
        }
        for name in Set(columns).sorted() where columns.count(where: { $0 == name }) > 1 {
            problems.append(FieldProblem(field: name, message: "The header names this column twice."))
        }
        guard unknown.isEmpty, problems.isEmpty else {
            throw IntakeRefusal(unknownFields: unknown, problems: problems)
        }
    }

    /// One row as a visit.
    public func appointment(_ fields: [String], context: IntakeContext) throws(IntakeRefusal) -> AppointmentIntake {
        guard fields.count == columns.count else {
            let message = "The row has \(fields.count) fields, the header \(columns.count)."
            throw IntakeRefusal(unknownFields: [], problems: [FieldProblem(field: "", message: message)])
        }
        let cells = zip(columns, fields).map { (name: $0, text: $1.trimmed) }
        let id = cells.first { $0.name == "externalId" }?.text ?? ""
        let members = cells.filter { $0.name != "externalId" }.map { cell in
            JSON.Member(key: cell.name, value: Self.value(cell.name, cell.text))
        }
        return try AppointmentIntake(externalID: id, json: .object(members), context: context)
    }

    private static func value(_ name: String, _ text: String) -> JSON {
        if text.isEmpty { return .null }
        if name == "version", let number = Int64(text) { return .integer(number) }
        return .string(text)
    }

    private static let known: Set<String> = [
        "externalId", "patient", "type", "startsAt", "endsAt", "provider", "location", "status", "bookedAt", "version",
    ]
}
