import ArgumentParser
import CivilTime
import Foundation
import MariaDB
import Wiring

func now() -> Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

do {
    var command = try CampanileAdmin.parseAsRoot()
    if let command = command as? any InstallationCommand {
        let configuration = try Configuration(environment: ProcessInfo.processInfo.environment)
        try command.run(in: Installation(configuration: configuration, clock: now))
    } else {
        try command.run()
    }
} catch let refusal as StartRefusal {
    refusal.end()
} catch let error as DatabaseError {
    StartRefusal(error).end()
} catch {
    CampanileAdmin.exit(withError: error)
}
