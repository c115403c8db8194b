import Markup
import Storage
import Web
import Wiring

extension RequestFailure {
    /// One line: route and error, nothing that was sent.
    func write(to log: Log) {
        log.write(
            status == 503 ? .warning : .error, "request failed",
            [
                "method": .word(method), "route": .word(route), "status": .count(status), "error": errorValue,
            ])
    }

    private var errorValue: LogValue {
        switch error {
        case let error as DatabaseError: .fault(error)
        // It names marks of our own templates, never what was filled in.
        case let error as MarkupError: .word(error.description)
        case let error as UnplacedText: .word(error.description)
        default: .kind(error)
        }
    }
}
