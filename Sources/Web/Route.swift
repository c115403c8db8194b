import Campaigns
import Storage

/// One line of the table of routes: a method, a pattern, who may, and what answers.
struct Route: Sendable {
    enum Door: Sendable {
        /// Anyone: signing in, and patients' links, which their own tokens guard.
        case open(@Sendable (Request, Call) throws -> Response)
        /// Staff of at least this role.
        case staff(Role, @Sendable (Request, Visit) throws -> Response)
        /// A program whose key has this scope.
        case program(APIKey.Scope, @Sendable (APICall) throws -> Response)
    }

    let method: String
    /// `/campaigns/:id`; a part after a colon matches any one part of a path, and is named by it.
    let pattern: String
    let door: Door
    /// Whether a form that is sent twice as it was drawn, by a double click or from a page that the back button shows,
    /// does nothing more: for what would be there twice.
    let actsOnce: Bool
    /// Whether it may be asked again when its connection was lost midway: what it stores has a once-only key.
    let mayRepeat: Bool
    let parts: [Substring]

    init(_ method: String, _ pattern: String, _ door: Door, actsOnce: Bool = false, mayRepeat: Bool = false) {
        self.method = method
        self.pattern = pattern
        self.door = door
        self.actsOnce = actsOnce
        self.mayRepeat = mayRepeat
        parts = Self.split(pattern)
    }

    static func get(
        _ pattern: String, _ role: Role, _ respond: @escaping @Sendable (Request, Visit) throws -> Response
    ) -> Route {
        Route("GET", pattern, .staff(role, respond))
    }

    static func post(
        _ pattern: String, _ role: Role, _ respond: @escaping @Sendable (Request, Visit) throws -> Response
    ) -> Route {
        Route("POST", pattern, .staff(role, respond))
    }

    /// A form that makes or sends something: it acts once.
    static func postOnce(
        _ pattern: String, _ role: Role, _ respond: @escaping @Sendable (Request, Visit) throws -> Response
    ) -> Route {
        Route("POST", pattern, .staff(role, respond), actsOnce: true)
    }

    /// A route that needs no session.
    static func open(
        _ method: String, _ pattern: String, _ respond: @escaping @Sendable (Request, Call) throws -> Response
    ) -> Route {
        Route(method, pattern, .open(respond))
    }

    /// Where a provider tells us something, and might not tell it twice.
    static func webhook(
        _ method: String, _ pattern: String, _ respond: @escaping @Sendable (Request, Call) throws -> Response
    ) -> Route {
        Route(method, pattern, .open(respond), mayRepeat: true)
    }

    /// A path's parts, still encoded.
    static func split(_ path: String) -> [Substring] { path.split(separator: "/", omittingEmptySubsequences: true) }

    /// What the path's parts are named by; nil when it is another path, or cannot be decoded.
    func parameters(_ path: [Substring]) -> [String: String]? {
        guard path.count == parts.count else { return nil }
        var parameters: [String: String] = [:]
        for (part, given) in zip(parts, path) {
            if part.utf8.first == UInt8(ascii: ":") {
                guard let word = PercentCoding.decode(given.utf8, plusIsBlank: false) else { return nil }
                parameters[String(part.dropFirst())] = word
            } else if part != given {
                return nil
            }
        }
        return parameters
    }
}
