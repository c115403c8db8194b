import Campaigns
import CivilTime
import Foundation
import Storage

/// Takes in a file of records, as much of it as is good. The same file again changes nothing.
public struct ImportJob {
    /// What became of the records so far.
    public struct Counts: Sendable, Hashable {
        public var made = 0
        public var kept = 0
        public var bad = 0

        public var all: Int { made + kept + bad }
    }

    /// A record that was not taken in.
    public struct BadLine: Sendable, Hashable {
        /// From 1; where the record begins.
        public let line: Int
        /// Quotes nothing of the record.
        public let reason: String
    }

    /// Whom the import tells how it goes on.
    public struct Listener {
        let bad: (BadLine) -> Void
        let progress: (Counts) -> Void

        public init(bad: @escaping (BadLine) -> Void, progress: @escaping (Counts) -> Void) {
            self.bad = bad
            self.progress = progress
        }
    }

    private let clinic: Clinic
    private let intake: BulkIntake
    private let context: IntakeContext

    /// - Parameter context: how its records are read, and when.
    public init(into clinic: Clinic, through intake: BulkIntake, reading context: IntakeContext) {
        self.clinic = clinic
        self.intake = intake
        self.context = context
    }

    /// Reads the file piece by piece, whatever its size.
    ///
    /// - Parameter isTable: CSV; else one JSON object a line.
    /// - Throws: when the file cannot be read, or the database is lost; what was stored until then stays.
    public func run(
        _ file: FileHandle, of kind: ImportKind, isTable: Bool, telling listener: Listener
    ) throws -> Counts {
        var records: any ImportRecords =
            isTable ? CSVRecords(kind, context: context) : NDJSONRecords(kind, context: context)
        var counts = Counts()
        var waiting: [ImportRecord] = []
        while let bytes = try file.read(upToCount: Self.pieceLength), !bytes.isEmpty {
            waiting += records.read(Array(bytes))
            while waiting.count >= Self.batch {
                try store(waiting.prefix(Self.batch), &counts, listener)
                waiting.removeFirst(Self.batch)
            }
        }
        waiting += records.finish()
        try store(waiting[...], &counts, listener)
        return counts
    }

    /// Records of one commit.
    private static let batch = 200
    private static let pieceLength = 65_536

    private func store(
        _ records: ArraySlice<ImportRecord>, _ counts: inout Counts, _ listener: Listener
    ) throws {
        var saved = try intake.save(records.compactMap(\.intake), in: clinic, at: context.now)[...]
        for record in records {
            switch record.content {
            case .failure(let refusal): note(refusal, record.line, &counts, listener)
            case .success:
                switch saved.removeFirst() {
                case .made: counts.made += 1
                case .kept: counts.kept += 1
                case .refused(let problems):
                    note(IntakeRefusal(unknownFields: [], problems: problems), record.line, &counts, listener)
                }
            }
        }
        listener.progress(counts)
    }

    private func note(
        _ refusal: IntakeRefusal, _ line: Int, _ counts: inout Counts, _ listener: Listener
    ) {
        counts.bad += 1
        listener.bad(BadLine(line: line, reason: refusal.sentence))
    }
}
