/// Why a provider takes nothing at the moment.
public struct ProviderTrouble: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// It asked for a pause: 429, 503, 421.
        case busy
        /// No connection, or one that broke or fell silent before the message had left.
        case unreachable
        /// It refused the session before any message.
        case turnedAway
        /// No safe connection: TLS missing, broken, or with a certificate for somebody else.
        case insecure
        /// The folder cannot be written.
        case storage
    }

    public let kind: Kind
    /// HTTP status or SMTP code; nil where there was none.
    public let code: Int?
    /// What the provider asked for.
    public let retryAfterSeconds: Int?

    public init(_ kind: Kind, code: Int? = nil, retryAfterSeconds: Int? = nil) {
        (self.kind, self.code, self.retryAfterSeconds) = (kind, code, retryAfterSeconds)
    }
}
