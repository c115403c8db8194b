/// One record of a CSV file.
public struct CSVRecord: Sendable, Hashable {
    public enum Content: Sendable, Hashable {
        case fields([String])
        /// Why it cannot be read; the records after it can.
        case problem(String)
    }

    /// The line on which it begins, from 1.
    public let line: Int
    public let content: Content
}

/// Reads CSV as it comes, piece by piece, in constant memory: RFC 4180, UTF-8 with or without a byte-order mark, lines
/// ended by CRLF or LF. Strict: a quote stands only around a whole field or doubled inside one. Blank lines are passed.
public struct CSVReader: Sendable {
    /// In bytes; a longer record is a problem, so that an unclosed quote does not swallow the file.
    public static let maximumRecordLength = 65_536

    private enum State { case fieldStart, plain, quoted, quoteInQuoted, skipping }

    private var state = State.fieldStart
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var length = 0
    private var line = 1
    private var recordLine = 1
    private var problem: String?
    private var mark: [UInt8]? = []

    public init() {}

    /// Takes the next bytes of the file; answers the records that they complete, in order.
    public mutating func read(_ bytes: some Sequence<UInt8>) -> [CSVRecord] {
        var records: [CSVRecord] = []
        for byte in bytes {
            if let record = take(byte) { records.append(record) }
        }
        return records
    }

    /// Answers the last record where the file does not end with a line break.
    public mutating func finish() -> CSVRecord? {
        let held = mark ?? []
        mark = nil
        for byte in held { _ = step(byte) }
        if state == .quoted { problem = problem ?? "A quote is not closed." }
        return endRecord()
    }

    private mutating func take(_ byte: UInt8) -> CSVRecord? {
        guard var held = mark else { return step(byte) }
        held.append(byte)
        if held == Self.byteOrderMark {
            mark = nil
        } else if Self.byteOrderMark.starts(with: held) {
            mark = held
        } else {
            mark = nil
            // Only the last of them can end a record: the others are bytes of a mark.
            return held.reduce(nil) { record, byte in step(byte) ?? record }
        }
        return nil
    }

    private mutating func step(_ byte: UInt8) -> CSVRecord? {
        let isLineEnd = byte == UInt8(ascii: "\n")
        if isLineEnd { line += 1 }
        if isLineEnd, state != .quoted { return endRecord() }
        length += 1
        if length > Self.maximumRecordLength, problem == nil {
            refuse("The record is longer than \(Self.maximumRecordLength) bytes.")
        }
        switch state {
        case .fieldStart: begin(byte)
        case .plain: inPlain(byte)
        case .quoted: if byte == Self.quote { state = .quoteInQuoted } else { field.append(byte) }
        case .quoteInQuoted: afterQuote(byte)
        case .skipping: break
        }
        return nil
    }

    private mutating func begin(_ byte: UInt8) {
        if byte == Self.quote { state = .quoted } else { inPlain(byte) }
    }

    private mutating func inPlain(_ byte: UInt8) {
        state = .plain
        switch byte {
        case Self.comma: endField()
        case Self.quote: refuse("A quote stands inside a field that does not begin with one.")
        default: field.append(byte)
        }
    }

    private mutating func afterQuote(_ byte: UInt8) {
        switch byte {
        case Self.quote:
            field.append(byte)
            state = .quoted
        case Self.comma: endField()
        case Self.carriageReturn: break
        default: refuse("Something follows a closing quote.")
        }
    }

    private mutating func endField() {
        if let text = String(validating: field, as: UTF8.self) {
            fields.append(text)
        } else {
            problem = problem ?? "The text is not UTF-8."
        }
        field = []
        state = .fieldStart
    }

    private mutating func endRecord() -> CSVRecord? {
        if state == .plain, field.last == Self.carriageReturn { field.removeLast() }
        let isBlank = fields.isEmpty && field.isEmpty && (state == .plain || state == .fieldStart)
        if !isBlank, problem == nil { endField() }
        let content = problem.map(CSVRecord.Content.problem) ?? .fields(fields)
        let record = isBlank && problem == nil ? nil : CSVRecord(line: recordLine, content: content)
        (state, field, fields, length, problem, recordLine) = (.fieldStart, [], [], 0, nil, line)
        return record
    }

    /// The rest of the line is passed over.
    private mutating func refuse(_ message: String) {
        problem = problem ?? message
        state = .skipping
        field = []
        fields = []
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let carriageReturn = UInt8(ascii: "\r")
}
