import ArgumentParser

struct CampanileAdmin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campanile-admin", abstract: "Looks after a Campanile installation.",
        subcommands: [CalcCommand.self])
}

CampanileAdmin.main()
