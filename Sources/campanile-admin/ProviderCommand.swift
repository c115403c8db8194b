import ArgumentParser
import Storage

/// `campanile-admin provider`.
struct ProviderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provider", abstract: "Looks after mail servers and text gateways.", subcommands: [Start.self])

    struct Start: InstallationCommand {
        static let configuration = CommandConfiguration(
            abstract: "Uses a provider again that was stopped because it did not know us.")

        @Argument(help: "smtp, twilio, kannel, push or files.")
        var name: String

        func run(in installation: Installation) throws {
            guard ["smtp", "twilio", "kannel", "push", "files"].contains(name) else {
                throw Refusal("There is no provider \(name).")
            }
            try ProviderStore(installation.database()).start(name, at: installation.clock())
            installation.say("The next tick uses \(name) again.")
        }
    }
}
