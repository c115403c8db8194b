/// What a local time means in a zone.
public struct Resolution: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// It happens once.
        case unique
        /// The clocks skip it; the instant lies as far after the change as the time lay after the gap's start.
        case gap
        /// It happens twice; the instant is the first.
        case overlap
    }

    public let instant: Instant
    public let kind: Kind
}
