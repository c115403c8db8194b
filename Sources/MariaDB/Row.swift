/// One fetched row. Columns are asked by the name that the SELECT gives them.
///
/// A name that the statement does not yield, a NULL where no optional was asked for and a value of another kind are
/// bugs of the caller and stop the program with a sentence that names the column.
public struct Row: Sendable {
    let columns: [String]
    let cells: [Cell]
    let bytes: [UInt8]

    public func isNull(_ column: String) -> Bool {
        if case .null = cell(column) { true } else { false }
    }

    /// A whole number: any INT, BIT or BOOL, or a DECIMAL or text of digits, so that SUM() reads as one.
    public func int<Number: FixedWidthInteger>(_ column: String) -> Number {
        present(optionalInt(column), column)
    }

    public func optionalInt<Number: FixedWidthInteger>(_ column: String) -> Number? {
        let number: Number?
        switch cell(column) {
        case .null: return nil
        case .int(let value): number = Number(exactly: value)
        case .unsigned(let value): number = Number(exactly: value)
        case .bytes(let range): number = Number(text(in: range))
        case .double, .timestamp: number = nil
        }
        return fitting(number, column, "whole number of the size asked for")
    }

    public func bool(_ column: String) -> Bool { present(optionalBool(column), column) }

    public func optionalBool(_ column: String) -> Bool? {
        optionalInt(column).map { (value: Int64) in value != 0 }
    }

    /// A DOUBLE or FLOAT, or any number as one: AVG() is a DECIMAL.
    public func double(_ column: String) -> Double { present(optionalDouble(column), column) }

    public func optionalDouble(_ column: String) -> Double? {
        let number: Double?
        switch cell(column) {
        case .null: return nil
        case .int(let value): number = Double(value)
        case .unsigned(let value): number = Double(value)
        case .double(let value): number = value
        case .bytes(let range): number = Double(text(in: range))
        case .timestamp: number = nil
        }
        return fitting(number, column, "number")
    }

    /// TEXT, VARCHAR, JSON, ENUM; a DATE as `2027-03-13`, a TIME as `09:00:00`, a DECIMAL as its digits.
    public func text(_ column: String) -> String { present(optionalText(column), column) }

    public func optionalText(_ column: String) -> String? { optionalRange(column).map(text(in:)) }

    public func bytes(_ column: String) -> [UInt8] { present(optionalBytes(column), column) }

    public func optionalBytes(_ column: String) -> [UInt8]? { optionalRange(column).map { Array(bytes[$0]) } }

    /// A DATETIME as microseconds since 1970 in UTC.
    public func timestamp(_ column: String) -> Int64 { present(optionalTimestamp(column), column) }

    public func optionalTimestamp(_ column: String) -> Int64? {
        switch cell(column) {
        case .null: nil
        case .timestamp(let microseconds): microseconds
        default: fitting(nil, column, "DATETIME")
        }
    }

    // A row has few columns, and names of up to 15 bytes compare as two words: quicker than hashing the name.
    private func cell(_ column: String) -> Cell {
        guard let index = columns.firstIndex(of: column) else {
            preconditionFailure("the statement yields no column \(column), only \(columns.joined(separator: ", "))")
        }
        return cells[index]
    }

    private func optionalRange(_ column: String) -> Range<Int>? {
        switch cell(column) {
        case .null: nil
        case .bytes(let range): range
        default: fitting(nil, column, "text or bytes")
        }
    }

    private func text(in range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func present<T>(_ value: T?, _ column: String) -> T {
        guard let value else { preconditionFailure("column \(column) is NULL where a value was asked for") }
        return value
    }

    private func fitting<T>(_ value: T?, _ column: String, _ kind: String) -> T {
        guard let value else { preconditionFailure("column \(column) holds no \(kind)") }
        return value
    }
}
