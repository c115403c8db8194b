import Foundation

/// Standard input line by line, in bytes, and standard output without a buffer.
struct StandardLines {
    private var pending: [UInt8] = []
    private var start = 0
    private var isAtEnd = false

    /// The next line without its end; nil after the last. A line may end in CR LF; an unfinished last line counts.
    mutating func next() throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Self.withoutCarriageReturn(pending[start..<end])
            }
            searched = pending.count
            if isAtEnd { break }
            // Bytes of answered lines go before more come.
            pending.removeFirst(start)
            searched -= start
            start = 0
            try read()
        }
        guard start < pending.count else { return nil }
        defer { start = pending.count }
        return Self.withoutCarriageReturn(pending[start...])
    }

    func write(_ line: String) throws {
        try FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))
    }

    private mutating func read() throws {
        // Returns what is there instead of waiting for a full buffer, unlike FileHandle.read(upToCount:).
        let data = FileHandle.standardInput.availableData
        isAtEnd = data.isEmpty
        pending += data
    }

    private static func withoutCarriageReturn(_ line: ArraySlice<UInt8>) -> [UInt8] {
        Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
}
