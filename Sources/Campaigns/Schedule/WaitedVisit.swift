import CivilTime

extension Facts {
    /// The visit that a message after this wait is about: the one it waited for, else the enrollment's.
    public func visit(for wait: WaitContext, plannedAt: Instant) -> Appointment? {
        switch wait.expression?.anchor {
        case .firstAppointment: firstVisit
        case .nextAppointment: nextVisit(after: plannedAt)
        default: visit
        }
    }
}
