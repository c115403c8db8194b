import CivilTime

/// What a provider says became of a message after it took it over: a delivery report, or a bounce.
public struct Receipt: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The provider has it and goes on trying.
        case accepted
        case delivered
        /// It came back; another may arrive at the same address.
        case bouncedNow = "bounced_now"
        /// It came back, and whatever else goes to that address will: the address is suppressed.
        case bouncedForEver = "bounced_for_ever"
        /// It came back because whoever has the address told the provider to stop.
        case optedOut = "opted_out"
        /// It arrived, and was reported as unwanted.
        case complaint
    }

    /// Whose word it is, such as `twilio`.
    public let provider: String
    /// The provider's own id of what happened, the same however often it is told.
    public let key: String
    public let clinic: ID<Clinic>
    /// Our own id, which the provider gave back.
    public let send: ID<Send>
    /// Which copy of the send, from 1; nil where that was not told.
    public let wire: Int?
    public let kind: Kind
    /// The provider's own, such as `30003` or `5.1.1`.
    public let code: String?
    /// The provider's own id of the message.
    public let reference: String?
    /// By the provider's clock, where it tells.
    public let occurredAt: Instant

    public init(
        provider: String, key: String, clinic: ID<Clinic>, send: ID<Send>, wire: Int?, kind: Kind, code: String? = nil,
        reference: String? = nil, occurredAt: Instant
    ) {
        self.provider = provider
        self.key = key
        self.clinic = clinic
        self.send = send
        self.wire = wire
        self.kind = kind
        self.code = code
        self.reference = reference
        self.occurredAt = occurredAt
    }
}
