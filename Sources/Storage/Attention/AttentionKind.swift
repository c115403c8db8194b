/// Why a failed message waits for a person.
public enum AttentionKind: String, Sendable, CaseIterable {
    /// Refused for good: nobody can be reached there.
    case address
    /// Refused for good: the person told the carrier to stop.
    case optedOut = "opted_out"
    /// Refused for good: the sender's address or number is not allowed.
    case sender
    /// Refused for good: what it says, or how it looks to a filter.
    case content
    /// Refused for good, and nobody said why.
    case refused
    /// Tried until it was too late.
    case exhausted
    /// It may have left, and must not leave again by itself.
    case ambiguous
    /// Every try to decide over it went wrong.
    case poison
    /// Accepted, then returned.
    case bounced
}
