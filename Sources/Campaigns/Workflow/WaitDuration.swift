extension WaitExpression {
    /// The specification's `waitDuration`; nil for a wait that is no number of elapsed minutes.
    public var elapsedMinutes: Int? {
        guard case .lasting(let span) = self else { return nil }
        switch span.unit {
        case .minute: return span.amount
        case .hour: return span.amount * 60
        case .day, .week, .month: return nil
        }
    }
}
