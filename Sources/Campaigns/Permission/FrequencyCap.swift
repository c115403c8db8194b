import CivilTime

/// At most so many marketing messages in so many calendar days of the clinic (business rule 2; rules.md 4).
public struct FrequencyCap: Sendable, Hashable {
    /// 0 switches the cap off.
    public var messages: Int
    public var days: Int

    public init(messages: Int = 1, days: Int = 7) {
        self.messages = messages
        self.days = days
    }

    /// Whether the cap holds back a message on `day`, and since when it may leave.
    ///
    /// - Parameter taken: the clinic's dates of the marketing messages that were sent, are being sent or may have
    ///   been sent to the patient or to the contact point, in any order.
    /// - Returns: the first date from `day` on at which the cap lets one more go; `day` itself when it is free now.
    public func nextFreeDay(from day: CivilDate, taken: [CivilDate]) -> CivilDate {
        guard messages > 0 else { return day }
        let counted = taken.sorted()
        var candidate = day
        while let blocking = blockingDay(candidate, counted) { candidate = blocking.adding(days: days) }
        return candidate
    }

    /// The earliest of the messages that fill a window around `day`, or nil when every window has room.
    private func blockingDay(_ day: CivilDate, _ taken: [CivilDate]) -> CivilDate? {
        let near = taken.filter { abs(day.days(since: $0)) < days }
        for first in near + [day] where day.days(since: first) >= 0 {
            let inside = near.filter { $0.days(since: first) >= 0 && $0.days(since: first) < days }
            if inside.count >= messages { return inside.first }
        }
        return nil
    }
}
