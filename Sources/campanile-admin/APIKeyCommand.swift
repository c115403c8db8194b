import ArgumentParser
import Campaigns
import Storage
import Tokens

/// `campanile-admin api-key`.
struct APIKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key", abstract: "Looks after the keys of neighbour systems.", subcommands: [Add.self])

    struct Add: InstallationCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a key and prints it, once, as the last word.")

        @Option(help: "The clinic's number.")
        var clinic: Int64

        @Option(help: "Which system it is for.")
        var name: String

        @Option(
            help: "What it may do, parted by commas: \(APIKey.Scope.allCases.map(\.rawValue).joined(separator: ", ")).")
        var scopes: String

        func run(in installation: Installation) throws {
            let words = scopes.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            let scopes = words.compactMap(APIKey.Scope.init(rawValue:))
            guard !scopes.isEmpty, scopes.count == words.count else {
                throw Refusal("--scopes wants some of intake, read, manage, parted by commas.")
            }
            guard !name.isEmpty, name.count <= 120 else { throw Refusal("--name wants 1 to 120 characters.") }
            let database = try installation.database()
            let clinic = try installation.clinic(clinic, in: database)
            var random = SystemRandomNumberGenerator()
            let secret = SecretToken(using: &random)
            let id = try APIKeyStore(database).add(
                secret, name: name, scopes: Set(scopes), in: clinic.id, at: installation.clock())
            installation.say("Key \(id), which nobody can show again: \(secret.text)")
        }
    }
}
