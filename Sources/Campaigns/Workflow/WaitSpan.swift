/// An amount of time in a wait: minutes and hours elapse, longer units step through the calendar (rules.md 2.1).
public struct WaitSpan: Hashable, Sendable {
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case minute, hour, day, week, month

        /// Steps that keep the clock time?
        public var isCalendar: Bool { self != .minute && self != .hour }

        /// The largest amount that we take: ten years.
        public var limit: Int {
            switch self {
            case .minute: 10 * 365 * 24 * 60
            case .hour: 10 * 365 * 24
            case .day: 10 * 365
            case .week: 10 * 52
            case .month: 10 * 12
            }
        }

        /// "h", in short forms such as "48h before".
        var short: String { self == .month ? "mo" : String(rawValue.prefix(1)) }
    }

    public let amount: Int
    public let unit: Unit

    /// - Returns: nil for less than 1 and for more than ten years.
    public init?(_ amount: Int, _ unit: Unit) {
        guard (1...unit.limit).contains(amount) else { return nil }
        self.amount = amount
        self.unit = unit
    }

    /// "1 day", "48 hours".
    public var text: String { "\(amount) \(unit.rawValue)\(amount == 1 ? "" : "s")" }
}
