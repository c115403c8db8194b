import ArgumentParser
import Foundation
import Glibc
import Tokens

/// `campanile-admin push-key`: needs no database and no settings.
struct PushKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push-key",
        abstract: "Writes a new key for push services into a file that is not there yet, and prints its public part.",
        discussion:
            "CAMPANILE_PUSH_KEY_FILE names the file. With another key every device has to turn notifications on again.")

    @Argument(help: "The file, which only its owner may read.")
    var file: String

    func run() throws {
        let key = VAPIDKey()
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw ValidationError("\(file): \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data((key.secretText + "\n").utf8))
        try handle.synchronize()
        print(key.publicText)
    }
}
