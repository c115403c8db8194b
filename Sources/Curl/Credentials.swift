/// A name and a password for a provider.
public struct Credentials: Hashable, Sendable {
    public let name: String
    public let password: String

    public init(name: String, password: String) {
        (self.name, self.password) = (name, password)
    }
}

extension Credentials: CustomStringConvertible {
    /// Never the password, so that no log can hold it.
    public var description: String { "credentials of \(name)" }
}
