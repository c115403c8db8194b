import Campaigns
import CivilTime
import Foundation
import Glibc
import Jobs

/// A second process of this program that carries a part of a tick's messages.
struct ColleagueProcess {
    private let process = Process()

    /// - Parameters:
    ///   - now: what time it is there, where the clock was moved.
    ///   - claimSeconds: how long it may claim.
    /// - Returns: nil where the system could make no process.
    init?(now: Instant?, claimSeconds: Int) {
        process.executableURL = URL(filePath: "/proc/self/exe")
        process.arguments =
            [JobName.delivery.rawValue, "--colleague-of", String(getpid()), "--claim-seconds", String(claimSeconds)]
            + (now.map { ["--now", $0.rfc3339] } ?? [])
        do { try process.run() } catch { return nil }
    }

    /// Asks it to end; more than once does no harm: it looks whether it was asked.
    func tellToEnd() {
        if process.isRunning { process.terminate() }
    }

    /// Waits for its end, and passes on to it that this process was asked to end.
    func awaitEnd(_ ending: EndingSignal) {
        while process.isRunning {
            if ending.isRaised() { process.terminate() }
            usleep(Self.lookMicroseconds)
        }
    }

    /// Whether a colleague of this process is on its own: it was ended without a word, so that nobody waits any more.
    static func isLeft(by starter: pid_t?) -> Bool { starter.map { getppid() != $0 } ?? false }

    private static let lookMicroseconds: UInt32 = 5_000
}
