/// Where a MariaDB server listens, who asks and for which database.
///
/// TLS is left to the client library's defaults (`/etc/mysql` and the server's offer).
public struct DatabaseAddress: Hashable, Sendable {
    public enum Place: Hashable, Sendable {
        /// The path of a unix socket.
        case socket(String)
        case host(String, port: UInt16)
    }

    public var place: Place
    public var user: String
    public var password: String
    /// The database that unqualified table names mean; nil selects none.
    public var database: String?
    /// Seconds that one statement may take before the connection counts as lost. Migrations want more than pages.
    public var answerSeconds: UInt32

    public init(
        _ place: Place, user: String, password: String = "", database: String? = nil, answerSeconds: UInt32 = 60
    ) {
        self.place = place
        self.user = user
        self.password = password
        self.database = database
        self.answerSeconds = answerSeconds
    }

    /// The same server and user with another database.
    public func with(database: String?) -> DatabaseAddress {
        var address = self
        address.database = database
        return address
    }
}

extension DatabaseAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// For logs: everything but the password.
    public var description: String {
        switch place {
        case .socket(let path): "\(user)@\(path)/\(database ?? "")"
        case .host(let name, let port): "\(user)@\(name):\(port)/\(database ?? "")"
        }
    }

    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
