/// Reads lines as they come, piece by piece, in constant memory. Blank lines are passed.
struct LineReader {
    struct Line {
        /// From 1.
        let number: Int
        /// nil when it is longer than `maximumLength`.
        let bytes: [UInt8]?
    }

    /// In bytes; what one request of the API may hold.
    static let maximumLength = 262_144

    private var line: [UInt8] = []
    private var number = 1
    private var isTooLong = false

    /// Takes the next bytes of the file; answers the lines that they complete, in order.
    mutating func read(_ bytes: some Sequence<UInt8>) -> [Line] {
        var lines: [Line] = []
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                if let line = end() { lines.append(line) }
                number += 1
            } else if line.count == Self.maximumLength {
                isTooLong = true
            } else {
                line.append(byte)
            }
        }
        return lines
    }

    /// Answers the last line where the file does not end with a line break.
    mutating func finish() -> Line? { end() }

    private mutating func end() -> Line? {
        defer {
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if isTooLong { return Line(number: number, bytes: nil) }
        return line.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : Line(number: number, bytes: line)
    }
}
