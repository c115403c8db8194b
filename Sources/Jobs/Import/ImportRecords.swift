/// A way to read records from the bytes of a file, piece by piece.
protocol ImportRecords {
    /// Takes the next bytes; answers the records that they complete, in order.
    mutating func read(_ bytes: [UInt8]) -> [ImportRecord]

    /// Answers what the end of the file completes.
    mutating func finish() -> [ImportRecord]
}
