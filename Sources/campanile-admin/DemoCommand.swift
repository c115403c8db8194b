import ArgumentParser
import Campaigns
import Jobs

/// `campanile-admin demo`: a clinic to look at.
struct DemoCommand: InstallationCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Makes the demo clinic, whose people are all invented, and prints its sign-in.")

    @OptionGroup var moved: MovedClock

    func run(in installation: Installation) throws {
        let now = try installation.now(moved: moved)
        let database = try installation.database()
        let demo = DemoClinic(database) { IntakeContext.of($0, at: now) }
        for line in try demo.make(at: now) { installation.say(line) }
    }
}
