import ArgumentParser

/// A command that needs the configuration and the clock; `main.swift` brings both.
protocol InstallationCommand: ParsableCommand {
    func run(in installation: Installation) throws
}

/// The option of commands whose clock tests may move.
struct MovedClock: ParsableArguments {
    @Option(help: "Work as if it were this time; only where CAMPANILE_MOVED_CLOCK=1 allows it.")
    var at: String?
}
