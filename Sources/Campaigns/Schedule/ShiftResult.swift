import CivilTime

/// What a window makes of a send's time.
public enum ShiftResult: Hashable, Sendable {
    case at(Instant)
    case skip(Reason)

    public enum Reason: String, Hashable, Sendable {
        /// The window does not open within 14 days.
        case noWindow = "NO_WINDOW"
        case noWindowBeforeVisit = "NO_WINDOW_BEFORE_VISIT"
    }
}
