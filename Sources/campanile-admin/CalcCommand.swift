import ArgumentParser
import Campaigns
import PhoneNumbers

/// `campanile-admin calc`: answers each line as soon as it has come, so that another program can ask one by one.
struct CalcCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calc", abstract: "Works out the engine's rules: JSON lines in, JSON lines out, no database.")

    func run() throws {
        let calc = Calc { PhoneNumber.e164($0, region: $1) }
        var lines = StandardLines()
        while let line = try lines.next() {
            try lines.write(calc.answer(line))
        }
    }
}
