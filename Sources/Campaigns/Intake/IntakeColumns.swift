/// The columns of a table whose header names fields of api.md.
struct IntakeColumns: Sendable, Hashable {
    private let names: [String]

    /// - Parameter header: the first record's fields, in any order.
    /// - Throws: what is wrong with the header: a column twice, an unknown one, no `externalId`.
    init(header: [String], known: Set<String>) throws(IntakeRefusal) {
        names = header.map(\.trimmed)
        let unknown = names.filter { !known.contains($0) }
        var problems: [FieldProblem] = []
        if !names.contains("externalId") {
            problems.append(FieldProblem(field: "externalId", message: "The header lacks this column."))
        }
        for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
            problems.append(FieldProblem(field: name, message: "The header names this column twice."))
        }
        guard unknown.isEmpty, problems.isEmpty else {
            throw IntakeRefusal(unknownFields: unknown, problems: problems)
        }
    }

    /// One row as a document and its id; an empty cell is null.
    ///
    /// - Parameter value: the JSON of a cell that is not empty.
    func document(
        _ fields: [String], value: (_ name: String, _ text: String) -> JSON
    ) throws(IntakeRefusal) -> (id: String, json: JSON) {
        guard fields.count == names.count else {
            let message = "The row has \(fields.count) fields, the header \(names.count)."
            throw IntakeRefusal(unknownFields: [], problems: [FieldProblem(field: "", message: message)])
        }
        let cells = zip(names, fields).map { (name: $0, text: $1.trimmed) }
        let id = cells.first { $0.name == "externalId" }?.text ?? ""
        let members = cells.filter { $0.name != "externalId" }.map { cell in
            JSON.Member(key: cell.name, value: cell.text.isEmpty ? .null : value(cell.name, cell.text))
        }
        return (id, .object(members))
    }
}
