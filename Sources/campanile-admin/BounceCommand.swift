import ArgumentParser
import CivilTime
import Foundation
import Jobs

/// `campanile-admin bounce`: takes a mail that came back from a mail server's pipe.
struct BounceCommand: InstallationCommand {
    static let configuration = CommandConfiguration(
        commandName: "bounce", abstract: "Takes in one mail that came back, from standard input.",
        discussion: """
            For a mail server's pipe. What it tells is kept, and the next tick acts on it. A mail that tells nothing is no \
            failure, so that it does not come back in its turn; without a database it ends with 75, and the mail server \
            tries again.
            """)

    @OptionGroup var moved: MovedClock

    func run(in installation: Installation) throws {
        let now = try installation.now(moved: moved)
        let mail = try Self.read()
        let keys = try installation.configuration.tokenKeys()
        let intake = BounceIntake(
            try installation.database(), bounces: installation.configuration.mail.bounces(keys))
        installation.say(Self.sentence(try intake.take(mail, at: now)))
    }

    /// All of it, so that whoever writes is not cut off; the beginning is kept.
    private static func read() throws -> [UInt8] {
        var mail: [UInt8] = []
        while let more = try FileHandle.standardInput.read(upToCount: 1 << 16), !more.isEmpty {
            mail += more.prefix(BounceIntake.longest - mail.count)
        }
        return mail
    }

    private static func sentence(_ outcome: BounceIntake.Outcome) -> String {
        switch outcome {
        case .kept(let send): "Kept what it tells of send \(send)."
        case .known(let send): "What it tells of send \(send) was known."
        case .unmatched: "It is about no mail that we sent."
        case .answer: "It is an answer, and tells nothing of a delivery."
        case .unreadable: "It tells nothing that we understand."
        }
    }
}
