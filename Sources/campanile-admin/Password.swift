import Foundation
import Glibc

/// A new password, asked for where nobody else reads it.
enum Password {
    static let shortest = 10

    /// From the terminal, twice and without echo; else the first line of standard input.
    static func ask() throws -> String {
        guard isatty(STDIN_FILENO) == 1 else { return try checked(readLine() ?? "") }
        let password = try checked(askTerminal("Password: "))
        guard askTerminal("Once more: ") == password else { throw Refusal("The two are not the same.") }
        return password
    }

    private static func checked(_ password: String) throws -> String {
        guard (shortest...1_000).contains(password.count) else {
            throw Refusal("A password has at least \(shortest) characters.")
        }
        return password
    }

    private static func askTerminal(_ question: String) -> String {
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            FileHandle.standardError.write(Data("\n".utf8))
        }
        FileHandle.standardError.write(Data(question.utf8))
        return readLine() ?? ""
    }
}
