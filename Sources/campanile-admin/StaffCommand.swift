import ArgumentParser
import Campaigns
import Storage
import Tokens

/// `campanile-admin staff`.
struct StaffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Looks after who signs in.", subcommands: [Add.self])

    struct Add: InstallationCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds somebody who signs in.",
            discussion: "The password is asked for, or read as the first line of standard input.")

        @Option(help: "The clinic's number.")
        var clinic: Int64

        @Option(help: "As others see it.")
        var name: String

        @Option(help: "The address to sign in by.")
        var email: String

        @Option(help: "One of: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: Role

        func run(in installation: Installation) throws {
            guard let email = EmailAddress.normalised(email) else { throw Refusal("--email wants an e-mail address.") }
            guard !name.isEmpty, name.count <= 120 else { throw Refusal("--name wants 1 to 120 characters.") }
            let database = try installation.database()
            let clinic = try installation.clinic(clinic, in: database)
            let password = try Password.ask()
            var random = SystemRandomNumberGenerator()
            let hash = PasswordHash.make(password, using: &random).text
            let added = try StaffStore(database).add(
                name: name, email: email, passwordHash: hash, role: role, in: clinic.id, at: installation.clock())
            guard let added else { throw Refusal("Somebody signs in by this address already.") }
            installation.say("Staff \(added)")
        }
    }
}

extension Role: ExpressibleByArgument {}
