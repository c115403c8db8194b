import Storage

/// What an error means for whoever asked, and whether the log is told.
struct Failure {
    let page: ErrorPage
    let isLogged: Bool

    init(_ error: any Error) {
        switch error {
        case let refusal as HTTPRefusal: (page, isLogged) = (ErrorPage(refusal), false)
        case is UnplacedText: (page, isLogged) = (ErrorPage(.notFound), true)
        case is SchemaMismatch: (page, isLogged) = (.wrongSchema, true)
        case is DatabaseAway: (page, isLogged) = (.away, false)
        case let error as DatabaseError where error.isUnavailable: (page, isLogged) = (.away, true)
        default: (page, isLogged) = (.failed, true)
        }
    }
}

/// The database is of another version than this program.
struct SchemaMismatch: Error {}

/// There is no way to the database now, for a reason that whoever opens it has told the log.
struct DatabaseAway: Error {}
