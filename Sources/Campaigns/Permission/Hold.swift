import CivilTime

/// What a hold makes of a message (rules.md 3.2).
public struct Hold: Sendable, Hashable {
    /// When it is asked about again.
    public let nextAt: Instant
    /// From when its lateness counts.
    public let dueAt: Instant
    /// What counts towards the seven days: a window's hold is no one's fault and does not.
    public let seconds: Int

    /// - Parameter due: from when it counted so far.
    public init(until: Instant, _ reason: Reason, due: Instant, at now: Instant) {
        nextAt = until
        // A revision that is still to be planned by is no reason to be late.
        dueAt = reason == .revisionPending ? due : until
        seconds = reason == .overCap ? max(0, Int(until.seconds(since: now))) : 0
    }
}
