import ArgumentParser
import Foundation
import Storage
import Wiring

/// `campanile-admin migrate`: brings the schema to what these programs work with.
struct MigrateCommand: InstallationCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings the database's schema up to these programs.")

    func run(in installation: Installation) throws {
        let database = try openDatabase(installation.configuration, answerSeconds: Self.answerSeconds)
        let folder = URL(filePath: installation.configuration.migrations)
        guard FileManager.default.fileExists(atPath: folder.path()) else {
            throw Refusal("There is no folder \(folder.path()); CAMPANILE_MIGRATIONS names db/migrations.")
        }
        let names = try Schema(database).migrate(from: folder, at: installation.clock())
        try requireCurrentSchema(database)
        installation.say(
            names.isEmpty ? "The schema is current." : "Applied \(names.count): \(names.joined(separator: " "))")
    }

    /// A change of a large table may take its time.
    private static let answerSeconds: UInt32 = 6 * 3600
}
