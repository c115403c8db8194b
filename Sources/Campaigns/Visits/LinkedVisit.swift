import CivilTime

/// How a visit stands to whoever follows a link in a message about it.
public enum LinkedVisit: Sendable, Hashable {
    /// Still to come as the message told it: it may be confirmed, or another time asked for.
    case toCome
    /// At another start by now; the newest message tells which.
    case moved
    case cancelled
    /// It has begun, or its time is over.
    case passed

    /// - Parameter told: the start that the message told.
    public init(_ status: AppointmentStatus, startsAt: Instant, told: Instant, now: Instant) {
        switch status {
        case .proposed, .cancelled, .enteredInError: self = .cancelled
        case .arrived, .completed, .noShow: self = .passed
        case .booked, .confirmed: self = startsAt != told ? .moved : told <= now ? .passed : .toCome
        }
    }
}
