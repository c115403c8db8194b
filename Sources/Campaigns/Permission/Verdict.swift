import CivilTime

/// Whether a message may leave now (rules.md 4).
public enum Verdict: Sendable, Hashable {
    case send
    /// Not before `until`.
    case hold(until: Instant, Reason)
    /// No time known: until the cause is gone.
    case park(Reason)
    /// Never.
    case skip(Reason)
}
