import Campaigns

/// A file with one JSON object a line (api.md, *Intake*).
struct NDJSONRecords: ImportRecords {
    private let kind: ImportKind
    private let context: IntakeContext
    private var lines = LineReader()

    init(_ kind: ImportKind, context: IntakeContext) {
        self.kind = kind
        self.context = context
    }

    mutating func read(_ bytes: [UInt8]) -> [ImportRecord] { lines.read(bytes).map(record) }

    mutating func finish() -> [ImportRecord] { lines.finish().map(record).map { [$0] } ?? [] }

    private func record(_ line: LineReader.Line) -> ImportRecord {
        ImportRecord(line: line.number) { () throws(IntakeRefusal) in
            guard let bytes = line.bytes else {
                throw IntakeRefusal("The line is longer than \(LineReader.maximumLength) bytes.")
            }
            return try IntakeLine(json: try object(bytes), context: context)
        }
    }

    /// The line's object, with the kind that all lines of the file have.
    private func object(_ bytes: [UInt8]) throws(IntakeRefusal) -> JSON {
        let json: JSON
        do {
            json = try JSON.parse(bytes)
        } catch {
            throw IntakeRefusal("This is no JSON: \(error).")
        }
        guard let expected = kind.line, let members = json.objectValue else { return json }
        guard let told = json["kind"] else {
            return .object([JSON.Member(key: "kind", value: .string(expected.rawValue))] + members)
        }
        guard told.stringValue == expected.rawValue else {
            throw IntakeRefusal("Every line of this import is of kind \(expected.rawValue).")
        }
        return json
    }
}
