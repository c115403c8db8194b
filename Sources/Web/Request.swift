import Campaigns

/// One request, as plain values.
public struct Request: Sendable {
    /// Upper case: `GET`, `POST`, …
    public let method: String
    /// As it was asked for, without the query, still percent-encoded.
    public let path: String
    public let query: Fields
    /// By lower-case name.
    public let headers: [String: String]
    public let body: [UInt8]
    /// The body was longer than its route takes, and was not read.
    public let isTooLarge: Bool
    /// Who asked, as the web server saw it.
    public let remoteAddress: String
    /// What the route's pattern names, such as `id`; set by the routes.
    var parameters: [String: String] = [:]

    /// - Parameter target: path and query as they stood in the request line.
    public init(
        method: String, target: String, headers: [String: String] = [:], body: [UInt8] = [], isTooLarge: Bool = false,
        remoteAddress: String = ""
    ) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.method = method
        path = String(parts.first ?? "")
        query = parts.count == 2 ? Fields(query: parts[1]) : Fields()
        self.headers = headers
        self.body = body
        self.isTooLarge = isTooLarge
        self.remoteAddress = remoteAddress
    }

    /// Whether it only asks: `GET` or `HEAD`.
    var onlyReads: Bool { method == "GET" || method == "HEAD" }

    /// Whether a program asks, which reads JSON.
    var isForAPI: Bool { path.hasPrefix("/api/") }

    /// Whether it came by a link in a message.
    var isForPatients: Bool { path.hasPrefix("/p/") || path.hasPrefix("/m/") }

    /// Whether a provider tells us something.
    var isFromProvider: Bool { path.hasPrefix("/webhooks/") }

    /// The value of a cookie; nil without one.
    func cookie(_ name: String) -> String? {
        guard let header = headers["cookie"] else { return nil }
        for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
            let trimmed = pair.drop { $0 == UInt8(ascii: " ") }
            if trimmed.starts(with: name.utf8), trimmed.dropFirst(name.utf8.count).first == UInt8(ascii: "=") {
                return String(trimmed.dropFirst(name.utf8.count + 1))
            }
        }
        return nil
    }

    /// The id that the path names.
    ///
    /// - Throws: `HTTPRefusal.notFound` for anything that is no id.
    func id<Entity>(_ name: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text: parameters[name] ?? "") else { throw HTTPRefusal.notFound }
        return id
    }

    /// A word of the path, decoded.
    func word(_ name: String) throws -> String {
        guard let word = parameters[name] else { throw HTTPRefusal.notFound }
        return word
    }
}
