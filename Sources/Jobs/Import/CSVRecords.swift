import Campaigns

/// A table with a header that names the fields of api.md.
struct CSVRecords: ImportRecords {
    private enum Table {
        case appointments(AppointmentCSV)
        case patients(PatientCSV)
    }

    private let kind: ImportKind
    private let context: IntakeContext
    private var reader = CSVReader()
    private var table: Table?
    /// Without a header nothing after it means anything.
    private var isRefused = false

    /// - Parameter kind: not `intake`, whose lines are of many shapes.
    init(_ kind: ImportKind, context: IntakeContext) {
        self.kind = kind
        self.context = context
    }

    mutating func read(_ bytes: [UInt8]) -> [ImportRecord] {
        reader.read(bytes).compactMap { take($0) }
    }

    mutating func finish() -> [ImportRecord] {
        reader.finish().flatMap { take($0) }.map { [$0] } ?? []
    }

    private mutating func take(_ record: CSVRecord) -> ImportRecord? {
        guard !isRefused else { return nil }
        guard let table else { return header(record) }
        return ImportRecord(line: record.line) { () throws(IntakeRefusal) in
            let fields = try Self.fields(record)
            return switch table {
            case .appointments(let table): .appointment(try table.appointment(fields, context: context))
            case .patients(let table): .patient(try table.patient(fields, context: context))
            }
        }
    }

    /// - Returns: what is wrong with the header; nil when all is well.
    private mutating func header(_ record: CSVRecord) -> ImportRecord? {
        do throws(IntakeRefusal) {
            let fields = try Self.fields(record)
            table =
                kind == .patients
                ? .patients(try PatientCSV(header: fields))
                : .appointments(try AppointmentCSV(header: fields))
            return nil
        } catch {
            isRefused = true
            return ImportRecord(line: record.line) { () throws(IntakeRefusal) in throw error }
        }
    }

    private static func fields(_ record: CSVRecord) throws(IntakeRefusal) -> [String] {
        switch record.content {
        case .fields(let fields): fields
        case .problem(let sentence): throw IntakeRefusal(sentence)
        }
    }
}
