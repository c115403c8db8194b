import CivilTime
import Foundation
import Logging

/// Writes each line as one JSON object on standard error, in one write, so that lines of several workers do not mix.
struct JSONLines: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let program: String
    private let clock: @Sendable () -> Instant

    init(program: String, level: Logger.Level, clock: @escaping @Sendable () -> Instant) {
        (self.program, logLevel, self.clock) = (program, level, clock)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { _, new in new }.mapValues(\.description)
        fields["at"] = clock().description
        fields["level"] = event.level.rawValue
        fields["program"] = program
        fields["event"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try FileHandle.standardError.write(contentsOf: encoder.encode(fields) + Data("\n".utf8))
        } catch {
            // Standard error is gone: there is nobody left to tell.
            return
        }
    }
}
