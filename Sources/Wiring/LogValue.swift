import Logging
import MariaDB

/// What a log line may hold. Nothing here can carry a name, an address, a message's text, a query or a token.
public enum LogValue: Sendable {
    case id(Int64)
    case count(Int)
    case milliseconds(Int)
    /// A word of the program's own: a job's name, a route's class.
    case word(String)
    /// An error in our own words: `DatabaseError` keeps bound values out of its description.
    case fault(DatabaseError)
    /// The type of any other error, whose description might quote what it met.
    case kind(any Error)

    var text: String {
        switch self {
        case .id(let id): String(id)
        case .count(let count), .milliseconds(let count): String(count)
        case .word(let word): word
        case .fault(let error): error.description
        case .kind(let error): String(describing: type(of: error))
        }
    }
}
