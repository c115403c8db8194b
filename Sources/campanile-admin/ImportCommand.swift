import ArgumentParser
import Campaigns
import Foundation
import Jobs
import Storage

/// `campanile-admin import`: takes in a file, as much of it as is good.
struct ImportCommand: InstallationCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes in patients, appointments, or lines of every kind, from a file.",
        discussion: """
            A .csv file has a header with the API's field names; a .ndjson file one JSON object a line. Each bad line is \
            named with its number and the reason; the good ones are kept, and importing them again changes nothing. Ends \
            with 1 when some were bad.
            """)

    @Argument(help: "One of: \(ImportKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: ImportKind

    @Argument(help: "A file that ends in .csv or .ndjson.")
    var file: String

    @Option(help: "The clinic's number; not needed where there is only one.")
    var clinic: Int64?

    @OptionGroup var moved: MovedClock

    func run(in installation: Installation) throws {
        let isTable = try isTable()
        guard let handle = FileHandle(forReadingAtPath: file) else { throw Refusal("\(file) cannot be read.") }
        let now = try installation.now(moved: moved)
        let database = try installation.database()
        let clinic = try installation.clinic(clinic, in: database)
        let intake = BulkIntake(database, revisions: RevisionStore(database))
        let progress = ImportProgress(clock: installation.clock)
        let counts = try ImportJob(into: clinic, through: intake, reading: .of(clinic, at: now)).run(
            handle, of: kind, isTable: isTable,
            telling: ImportJob.Listener(bad: progress.tell, progress: progress.show))
        progress.clear()
        installation.say("\(counts.all) read: \(counts.made) new, \(counts.kept) known, \(counts.bad) bad")
        if counts.bad > 0 { throw ExitCode.failure }
    }

    private func isTable() throws -> Bool {
        switch file.split(separator: ".").last?.lowercased() {
        case "csv" where kind != .intake: true
        case "ndjson": false
        default: throw Refusal("Give a .ndjson file, or for patients and appointments a .csv file.")
        }
    }
}

extension ImportKind: ExpressibleByArgument {}
