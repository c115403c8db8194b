/// Which way a window moves a send that is due outside it (rules.md 2.7).
public enum ShiftRule: String, Hashable, Sendable {
    /// To the window's next start.
    case forward
    /// To the last quarter hour inside the window before it, for waits before a visit.
    case back
    /// Forward while that is the visit's day and an hour before it, else back; for waits on the day of a visit.
    case sameDayElseBack

    /// - Parameter relation: how the wait that the send's time comes from stands to a visit.
    public init(_ relation: VisitRelation) {
        self =
            switch relation {
            case .none, .after: .forward
            case .before: .back
            case .dayOf: .sameDayElseBack
            }
    }
}
