import Markup
import Storage

/// What an error means for whoever asked, and for the log; no log line holds a value, a name or a path.
struct Failure {
    let page: ErrorPage
    /// nil where nobody needs to know.
    let logLine: String?

    init(_ error: any Error) {
        switch error {
        case let refusal as HTTPRefusal:
            (page, logLine) = (ErrorPage(refusal), nil)
        case let database as DatabaseError where database.isUnavailable:
            (page, logLine) = (.away, "database away, \(database.code.rawValue)")
        case let database as DatabaseError:
            (page, logLine) = (.failed, "database error \(database)")
        case let markup as MarkupError:
            (page, logLine) = (.failed, "template error \(markup)")
        case is SchemaMismatch:
            (page, logLine) = (.wrongSchema, "the schema does not fit: run campanile-admin migrate")
        default:
            (page, logLine) = (.failed, "error of type \(type(of: error))")
        }
    }
}

/// The database is of another version than this program.
struct SchemaMismatch: Error {}
