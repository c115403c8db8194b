import CivilTime
import Logging

/// The program's log: JSON lines on standard error, with ids, counts and the program's own words only.
public struct Log: Sendable {
    private let logger: Logger

    /// - Parameters:
    ///   - program: stands in each line as `program`.
    ///   - clock: what time it is, from `main.swift`.
    public init(program: String, level: Logger.Level, clock: @escaping @Sendable () -> Instant) {
        // The factory's way, and not LoggingSystem.bootstrap, which is one for the process.
        logger = Logger(label: program) { JSONLines(program: $0, level: level, clock: clock) }
    }

    /// - Parameter event: what happened, in words of the program's own.
    public func write(_ level: Logger.Level, _ event: StaticString, _ fields: [String: LogValue] = [:]) {
        logger.log(level: level, "\(event)", metadata: fields.mapValues { .string($0.text) })
    }
}
