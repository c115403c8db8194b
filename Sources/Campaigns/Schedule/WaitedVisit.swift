import CivilTime

extension Facts {
    /// The visit that a message after this wait is about: the one it waited for, else the enrollment's.
    public func visit(for wait: WaitContext, plannedAt: Instant) -> Appointment? {
        visit(waitedFor: wait.expression?.anchor, plannedAt: plannedAt)
    }

    /// - Parameter anchor: what the latest wait before the message counts from.
    public func visit(waitedFor anchor: WaitAnchor?, plannedAt: Instant) -> Appointment? {
        switch anchor {
        case .firstAppointment: firstVisit
        case .nextAppointment: nextVisit(after: plannedAt)
        default: visit
        }
    }
}
