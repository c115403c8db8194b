import CivilTime

/// What becomes of sends that their claimer let go of, or that must not leave any more (delivery.md 1 and 2).
extension Settlement {
    /// A row whose claimers died so often while they held it alone is poison.
    public static let deathLimit = 3

    /// A row whose lease is over: of a claim nothing had left; a wire may have.
    ///
    /// - Parameters:
    ///   - phase: CLAIMED, WIRE or UNKNOWN.
    ///   - wires: how often it has been on the wire.
    ///   - deaths: how many claimers died over it before this one.
    public static func lapsed(
        _ phase: SendPhase, channel: Channel, purpose: Purpose, wires: Int, deaths: Int, at now: Instant
    ) -> Settlement {
        guard phase == .claimed else { return .unknown(channel: channel, purpose: purpose, wires: wires, at: now) }
        return deaths >= deathLimit
            ? Settlement(phase: .failed, failure: .poison) : Settlement(phase: .ready, nextAt: now)
    }

    /// A row that is not on the wire and never will be: one that was tried until it was too late is exhausted, one that
    /// may have left is ambiguous, and any other is skipped (rules.md 3.2, 3.3).
    public static func ended(because reason: Reason, wires: Int, refusals: Int) -> Settlement {
        let wasTried = wires > 0 || refusals > 0
        if wasTried, reason == .tooLate || reason == .heldTooLong {
            return Settlement(phase: .failed, failure: .exhausted, reason: reason)
        }
        if wires > 0 { return Settlement(phase: .failed, failure: .ambiguous, reason: reason) }
        return Settlement(phase: .skipped, reason: reason)
    }
}

extension SendPhase {
    /// Whether a row that stands so may have left, so that an acceptance counts although the row was taken back.
    ///
    /// - Parameter wires: those that are unanswered.
    public func mayHaveLeft(failure: FailureClass?, wires: Int) -> Bool {
        switch self {
        case .unknown: true
        case .failed: failure == .ambiguous
        case .ready, .parked: wires > 0
        case .claimed, .wire, .sent, .delivered, .skipped: false
        }
    }
}
