import ArgumentParser

struct CampanileAdmin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campanile-admin", abstract: "Looks after a Campanile installation.",
        discussion: "Settings come from the environment and from the file that CAMPANILE_CONFIG names.",
        subcommands: [
            MigrateCommand.self, ClinicCommand.self, StaffCommand.self, APIKeyCommand.self, ImportCommand.self,
            DemoCommand.self, ProviderCommand.self, BounceCommand.self, PushKeyCommand.self, CalcCommand.self,
        ])
}
