import CivilTime

/// Keeps messages from a provider that is in trouble: 60 s, doubling up to an hour.
///
/// - Source: delivery.md 4.
public struct Breaker: Hashable, Sendable {
    /// Troubles since the last success, those while it was open counted once.
    public let failures: Int
    /// Nothing is handed over before; nil while all is well.
    public let openUntil: Instant?

    public static let closed = Breaker(failures: 0, openUntil: nil)

    public init(failures: Int, openUntil: Instant?) {
        (self.failures, self.openUntil) = (failures, openUntil)
    }

    public func isOpen(at now: Instant) -> Bool {
        openUntil.map { now < $0 } ?? false
    }

    /// The breaker after one more trouble. Troubles of one group come together, so those that meet it open already
    /// do not make it wait longer, except as the provider asks.
    ///
    /// - Parameter retryAfterSeconds: the provider's own wish, which replaces ours, within a day.
    public func afterTrouble(at now: Instant, retryAfterSeconds: Int? = nil) -> Breaker {
        let count = isOpen(at: now) ? max(1, failures) : failures + 1
        let wish = retryAfterSeconds.map { min(max(1, $0), Self.longestWishSeconds) }
        let until = now.adding(seconds: wish ?? Self.seconds(after: count))
        guard isOpen(at: now), let openUntil else { return Breaker(failures: count, openUntil: until) }
        return Breaker(failures: count, openUntil: wish == nil ? openUntil : max(openUntil, until))
    }

    static func seconds(after failures: Int) -> Int {
        min(longestSeconds, firstSeconds << min(failures - 1, 10))
    }

    static let firstSeconds = 60
    static let longestSeconds = 3_600
    static let longestWishSeconds = 86_400
}
