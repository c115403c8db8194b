import CivilTime
import Foundation
import Glibc
import Jobs

/// How an import goes on, on standard error: bad lines always, counts and rate only on a terminal.
struct ImportProgress {
    private let clock: () -> Instant
    private let startedAt: Instant
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(clock: @escaping () -> Instant) {
        self.clock = clock
        startedAt = clock()
    }

    func tell(_ bad: ImportJob.BadLine) {
        clear()
        write("line \(bad.line): \(bad.reason)\n")
    }

    func show(_ counts: ImportJob.Counts) {
        guard isTerminal else { return }
        let seconds = max(1, clock().seconds(since: startedAt))
        clear()
        write("\(counts.all) lines, \(counts.bad) bad, \(counts.all / seconds) a second")
    }

    /// Takes the counts off the terminal.
    func clear() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
