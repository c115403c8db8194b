import CivilTime

/// How a provider fares.
public struct ProviderState: Sendable, Hashable {
    /// What kept a provider from taking messages.
    public struct Trouble: Sendable, Hashable {
        public enum Kind: String, Sendable, CaseIterable {
            /// It asked for a pause.
            case busy
            /// No connection, or one that broke or fell silent.
            case unreachable
            /// It refused the session before any message.
            case turnedAway = "turned_away"
            /// No safe connection.
            case insecure
            /// The folder cannot be written.
            case storage
            /// It does not know us.
            case credentials
        }

        public let kind: Kind
        /// HTTP status or SMTP code; nil where there was none.
        public let code: Int?
        public let at: Instant

        public init(_ kind: Kind, code: Int?, at: Instant) {
            self.kind = kind
            self.code = code
            self.at = at
        }
    }

    /// Refused our credentials: nothing goes until a person acts.
    public var isStopped: Bool
    /// In trouble until then.
    public var openUntil: Instant?
    public var failures: Int
    /// The last one, which may be over; nil while there was none.
    public var trouble: Trouble?
    /// Since when a person has it working again while parked sends wait.
    public var unparkAt: Instant?

    public static let working = ProviderState(isStopped: false, openUntil: nil, failures: 0, unparkAt: nil)

    public init(
        isStopped: Bool, openUntil: Instant?, failures: Int, trouble: Trouble? = nil, unparkAt: Instant?
    ) {
        self.isStopped = isStopped
        self.openUntil = openUntil
        self.failures = failures
        self.trouble = trouble
        self.unparkAt = unparkAt
    }

    public func isWaiting(at now: Instant) -> Bool { !isStopped && openUntil.map { $0 > now } ?? false }
}
