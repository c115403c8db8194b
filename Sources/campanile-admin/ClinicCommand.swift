import ArgumentParser
import Campaigns
import CivilTime
import Storage

/// `campanile-admin clinic`.
struct ClinicCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clinic", abstract: "Looks after clinics.",
        subcommands: [Add.self, SetZone.self, SetRecall.self, Hold.self, Release.self])

    struct SetZone: InstallationCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-zone", abstract: "Sets a clinic's time zone; ticks plan what waits by it.")

        @Option(help: "Its number.")
        var clinic: Int64

        @Option(help: "Its time zone, such as America/Chicago.")
        var zone: String

        func run(in installation: Installation) throws {
            guard let zone = Zone(zone) else { throw Refusal("There is no time zone \(zone).") }
            let database = try installation.database()
            guard try ClinicStore(database).clinic(ID(clinic)) != nil else {
                throw Refusal("There is no clinic \(clinic).")
            }
            try ClockStore(database, revisions: RevisionStore(database)).set(
                zone, of: ID(clinic), by: .program, at: installation.clock())
            installation.say("Clinic \(clinic) goes by \(zone.name); the next ticks plan by it what waits.")
        }
    }

    struct SetRecall: InstallationCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-recall", abstract: "Sets how many months after a visit a recall is due.")

        @Option(help: "Its number.")
        var clinic: Int64

        @Option(help: "After the last completed visit.")
        var months: Int

        func run(in installation: Installation) throws {
            let limits = Clinic.recallLimits
            guard limits.contains(months) else {
                throw Refusal("--months wants a number from \(limits.lowerBound) to \(limits.upperBound).")
            }
            let database = try ClinicCommand.database(with: clinic, in: installation)
            try ClinicHold(database).set(
                recallMonths: months, of: ID(clinic), by: .program, at: installation.clock())
            installation.say("A recall of clinic \(clinic) is due \(months) months after a visit.")
        }
    }

    struct Hold: InstallationCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stops everything of a clinic: from now on no message of it leaves.")

        @Option(help: "Its number.")
        var clinic: Int64

        func run(in installation: Installation) throws {
            let database = try ClinicCommand.database(with: clinic, in: installation)
            let isNew = try ClinicHold(database).hold(ID(clinic), by: .program, at: installation.clock())
            installation.say(isNew ? "Nothing of clinic \(clinic) leaves." : "Clinic \(clinic) was held before.")
        }
    }

    struct Release: InstallationCommand {
        static let configuration = CommandConfiguration(abstract: "Lets messages of a held clinic leave again.")

        @Option(help: "Its number.")
        var clinic: Int64

        func run(in installation: Installation) throws {
            let database = try ClinicCommand.database(with: clinic, in: installation)
            let isNew = try ClinicHold(database).release(ID(clinic), by: .program, at: installation.clock())
            installation.say(
                isNew ? "The next tick sends what is in time for clinic \(clinic)." : "Clinic \(clinic) was not held.")
        }
    }

    /// - Throws: `Refusal` where there is no such clinic.
    private static func database(with clinic: Int64, in installation: Installation) throws -> Database {
        let database = try installation.database()
        guard try ClinicStore(database).clinic(ID(clinic)) != nil else {
            throw Refusal("There is no clinic \(clinic).")
        }
        return database
    }

    struct Add: InstallationCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a clinic that is open Monday to Friday from 9 to 17, and prints its number.")

        @Option(help: "As patients know it.")
        var name: String

        @Option(help: "Its time zone, such as America/Chicago.")
        var zone: String

        @Option(help: "The country of phone numbers without a prefix, such as US.")
        var region = "US"

        @Option(help: "The language of messages to people without one of their own, such as en.")
        var language = "en"

        @Option(help: "Where it is; marketing e-mails must say so.")
        var address = ""

        @Option(help: "The number that patients call.")
        var phone = ""

        func run(in installation: Installation) throws {
            let clinic = try clinic()
            let database = try installation.database()
            let id = try ClinicStore(database).add(clinic, at: installation.clock())
            installation.say("Clinic \(id)")
        }

        private func clinic() throws -> NewClinic {
            guard let zone = Zone(zone) else { throw Refusal("There is no time zone \(zone).") }
            let isRegion = region.utf8.count == 2 && region.utf8.allSatisfy { (0x41...0x5A).contains($0) }
            guard isRegion else { throw Refusal("--region wants two capital letters, such as US.") }
            let isLanguage = (2...12).contains(language.utf8.count) && language.utf8.allSatisfy { $0 < 0x80 }
            guard isLanguage else { throw Refusal("--language wants a tag such as en.") }
            guard !name.isEmpty, name.count <= 120, address.count <= 400, phone.count <= 40 else {
                throw Refusal("A name has 1 to 120 characters, an address up to 400, a phone number up to 40.")
            }
            var clinic = NewClinic(name: name, zone: zone)
            clinic.region = region
            clinic.language = language
            clinic.postalAddress = address
            clinic.phone = phone
            return clinic
        }
    }
}
