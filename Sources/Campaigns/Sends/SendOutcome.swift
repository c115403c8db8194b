import CivilTime

/// What a courier's answer makes of a send that was on the wire (delivery.md 2).
public struct Settlement: Sendable, Hashable {
    public var phase: SendPhase
    public var failure: FailureClass?
    public var reason: Reason?
    /// When a claimer may take it again; nil at an end.
    public var nextAt: Instant?
    /// Seconds by which the provider holds it back.
    public var heldSeconds: Int
    /// -1 where nothing can have left, so that the wire does not count.
    public var wires: Int
    /// 1 where the back-off moves on.
    public var refusals: Int

    public init(
        phase: SendPhase, failure: FailureClass? = nil, reason: Reason? = nil, nextAt: Instant? = nil,
        heldSeconds: Int = 0, wires: Int = 0, refusals: Int = 0
    ) {
        self.phase = phase
        self.failure = failure
        self.reason = reason
        self.nextAt = nextAt
        self.heldSeconds = heldSeconds
        self.wires = wires
        self.refusals = refusals
    }

    public static let sent = Settlement(phase: .sent)

    public static let refusedForEver = Settlement(phase: .failed, failure: .permanent)

    /// The provider takes no address of this kind, whosever it is.
    public static let addressNotCarried = Settlement(
        phase: .failed, failure: .permanent, reason: .addressNotCarried)

    /// A refusal that may pass: again after the back-off.
    public static func refusedNow(refusals: Int, at now: Instant, jitter: Double) -> Settlement {
        Settlement(
            phase: .ready, reason: .backOff, nextAt: BackOff.next(after: refusals, at: now, jitter: jitter),
            wires: -1, refusals: 1)
    }

    /// The provider as a whole does not take messages: again when its breaker closes.
    public static func providerTrouble(until: Instant, at now: Instant) -> Settlement {
        Settlement(
            phase: .ready, reason: .providerStopped, nextAt: until,
            heldSeconds: max(0, Int(until.seconds(since: now))), wires: -1)
    }

    /// The courier had no time to begin with it.
    public static func notBegun(at now: Instant) -> Settlement { Settlement(phase: .ready, nextAt: now, wires: -1) }

    /// It may have left or not: what delivery.md 1 allows for the channel and purpose.
    ///
    /// - Parameter wires: how often it has been on the wire, this time included.
    public static func unknown(channel: Channel, purpose: Purpose, wires: Int, at now: Instant) -> Settlement {
        let allowed = WireLimit.wires(channel: channel, purpose: purpose)
        if wires < allowed { return Settlement(phase: .ready, nextAt: now) }
        return Settlement(phase: .failed, failure: .ambiguous)
    }
}

/// How many copies may leave at most (delivery.md 1).
public enum WireLimit {
    public static func wires(channel: Channel, purpose: Purpose) -> Int {
        switch channel {
        case .inApp: 1
        case .push: 3
        case .email, .sms: purpose == .marketing ? 1 : 2
        }
    }
}

/// Minutes between tries of a message that was refused for now (delivery.md 2).
enum BackOff {
    static let minutes = [1, 5, 15, 60, 240]
    static let spread = 0.2

    /// - Parameter jitter: from -1 to 1, where in the spread.
    static func next(after refusals: Int, at now: Instant, jitter: Double) -> Instant {
        let base = Double(minutes[min(refusals, minutes.count - 1)] * 60)
        return now.adding(seconds: Int(base * (1 + spread * jitter)))
    }
}
