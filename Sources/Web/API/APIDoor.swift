import Campaigns
import Storage
import Tokens

/// From `Authorization: Bearer KEY` to the clinic that the key belongs to.
enum APIDoor {
    static let prefix = "/api/v1"

    /// - Throws: `APIProblem`, 401 without a living key, 403 where it lacks the scope.
    static func key(_ request: Request, _ call: Call, for scope: APIKey.Scope) throws -> APIKey {
        guard let secret = secret(request), let key = try APIKeyStore(call.db).key(secret) else {
            throw APIProblem(
                status: 401, title: "Send a living API key as Authorization: Bearer KEY.",
                headers: ["WWW-Authenticate": "Bearer"])
        }
        guard key.scopes.contains(scope) else {
            throw APIProblem(status: 403, title: "This needs a key with the scope \(scope.rawValue).")
        }
        try APIKeyStore(call.db).noteUse(of: key, at: call.now)
        return key
    }

    private static func secret(_ request: Request) -> SecretToken? {
        let parts = (request.headers["authorization"] ?? "").split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return SecretToken(String(parts[1]))
    }
}

extension Route {
    /// A route for programs whose key has the scope.
    static func api(
        _ method: String, _ pattern: String, _ scope: APIKey.Scope,
        _ respond: @escaping @Sendable (APICall) throws -> Response
    ) -> Route {
        Route(method, APIDoor.prefix + pattern, .program(scope, respond))
    }
}

extension Response {
    static func json(_ json: JSON, status: Int = 200) -> Response {
        Response(status: status, headers: [("Content-Type", "application/json")], body: json.bytes)
    }
}
