import Foundation
import Glibc
import MariaDB

/// Why a program does not begin its work: one line for standard error, and the status it ends with.
public struct StartRefusal: Error, Hashable, Sendable {
    public let sentence: String
    /// Of `sysexits.h`.
    public let status: Int32

    private init(sentence: String, status: Int32) { (self.sentence, self.status) = (sentence, status) }

    /// Passes by itself or needs a command: EX_TEMPFAIL.
    static func now(_ sentence: String) -> Self { StartRefusal(sentence: sentence, status: 75) }

    /// A setting is wrong: EX_CONFIG.
    static func settings(_ sentence: String) -> Self { StartRefusal(sentence: sentence, status: 78) }

    /// Started from a shell: EX_USAGE.
    public static let noSocket = StartRefusal(
        sentence:
            "campanile-web answers on a listening socket, which spawn-fcgi or systemd hands it as standard input.",
        status: 64)

    /// What a failing database means for a program: settings that it refuses want a person, all else another try.
    public init(_ error: DatabaseError) {
        if [.accessDenied, .unknownDatabase].contains(error.code) {
            self = .settings("MariaDB refuses these settings: \(error)")
        } else {
            self = .now(error.isUnavailable ? "MariaDB is away: \(error)" : "MariaDB answers with an error: \(error)")
        }
    }

    /// Says it on standard error and ends the program.
    public func end() -> Never {
        FileHandle.standardError.write(Data("campanile: \(sentence)\n".utf8))
        exit(status)
    }
}

extension StartRefusal: CustomStringConvertible {
    public var description: String { sentence }
}
