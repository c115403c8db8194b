import ArgumentParser
import Campaigns
import CivilTime
import Jobs
import Storage
import Tokens

/// `campanile-admin demo`: a clinic to look at.
struct DemoCommand: InstallationCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes the demo clinic, whose people are all invented, and prints its sign-in.")

    @Option(help: "For how many weeks its campaigns have been at work, 0 to 26.")
    var weeks = 8

    @OptionGroup var moved: MovedClock

    func validate() throws {
        guard (0...26).contains(weeks) else { throw ValidationError("--weeks wants a number from 0 to 26.") }
    }

    func run(in installation: Installation) throws {
        let now = try installation.now(moved: moved)
        let database = try installation.database()
        let sender = Sender(
            mailFrom: installation.configuration.mail.from, smsFrom: installation.configuration.text.from,
            links: PublicLinks(
                base: installation.configuration.publicURL, keys: try installation.configuration.tokenKeys()))
        let revisions = RevisionStore(database)
        let demo = DemoClinic(database, context: IntakeContext.of) { time, couriers in
            Workplace(
                db: database, revisions: revisions, couriers: couriers, sender: sender, clock: { time },
                chance: { Double.random(in: 0...1) }, claimToken: Self.claimToken, makeSecret: Self.makeSecret,
                log: { installation.say($0) }, isEnding: { false })
        }
        for line in try demo.make(weeks: weeks, at: now) { installation.say(line) }
    }

    private static func claimToken() -> ClaimToken {
        var random = SystemRandomNumberGenerator()
        return ClaimToken(using: &random)
    }

    private static func makeSecret() -> SecretToken {
        var random = SystemRandomNumberGenerator()
        return SecretToken(using: &random)
    }
}
