/// Where a send stands in its life (delivery.md 2).
public enum SendPhase: String, Sendable, Codable, CaseIterable {
    case ready = "READY"
    case parked = "PARKED"
    case claimed = "CLAIMED"
    case wire = "WIRE"
    case unknown = "UNKNOWN"
    case sent = "SENT"
    case delivered = "DELIVERED"
    case skipped = "SKIPPED"
    case failed = "FAILED"

    public var status: SendStatus {
        switch self {
        case .ready, .parked, .claimed, .wire, .unknown: .pending
        case .sent: .sent
        case .delivered: .delivered
        case .skipped: .skipped
        case .failed: .failed
        }
    }
}

/// The specification's word for a phase.
public enum SendStatus: String, Sendable, Codable, CaseIterable {
    case pending = "PENDING"
    case sent = "SENT"
    case delivered = "DELIVERED"
    case failed = "FAILED"
    case skipped = "SKIPPED"
}

/// Why a send failed.
public enum FailureClass: String, Sendable, Codable, CaseIterable {
    /// Refused for ever.
    case permanent
    /// Tried until it was too late.
    case exhausted
    /// It may have left, and must not leave again.
    case ambiguous
    /// Every try to decide over it went wrong.
    case poison
    /// Accepted, then returned.
    case bounced
}
