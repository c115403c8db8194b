/// What a signed link may do; a token for one purpose is worthless for every other.
public enum TokenPurpose: String, CaseIterable, Sendable {
    case unsubscribe
    case preferences
    case confirm
    case reschedule
    case survey
    case inbox
    case open
    case click
    case receipt
    /// Mail that comes back.
    case bounce
    /// What an address types to say that it wants more.
    case code
}
