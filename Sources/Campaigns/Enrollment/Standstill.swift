import CivilTime

/// A time in which a campaign stood still, and by which waits that it fell into last longer (rules.md 5).
public struct Standstill: Sendable, Hashable {
    public let from: Instant
    public let to: Instant

    public init(from: Instant, to: Instant) {
        self.from = from
        self.to = to
    }
}

extension Enrollment {
    /// Lets its waits last longer by the pause; the same pause again counts once, as it was told last.
    public mutating func shift(by pause: Standstill) {
        pauses = pauses.filter { $0.from != pause.from } + [pause]
    }
}

extension WaitExpression {
    /// When a wait is over that pauses fell into: it counts from later, by as much as each took of it. One that hangs on
    /// a visit or a date counts from that alone, and stays.
    func due(from reached: Instant, over pauses: [Standstill], anchor: AnchorTime?, calendar: ClinicCalendar) -> Instant
    {
        var start = reached
        var due = due(from: start, anchor: anchor, calendar: calendar)
        for pause in pauses where start < pause.to && due >= pause.from {
            start = start.adding(seconds: pause.to.seconds(since: max(start, pause.from)))
            due = self.due(from: start, anchor: anchor, calendar: calendar)
        }
        return due
    }
}
