import Delivery

/// Another process that delivers beside this one.
public struct Colleague {
    /// Returns when it has ended.
    public let awaitEnd: () -> Void

    public init(awaitEnd: @escaping () -> Void) { self.awaitEnd = awaitEnd }
}

/// Who delivers in this tick: its own process, and where there is much, a colleague that does the same as another tick
/// would. So the database is busy with one's group while the other's is on its way.
final class Hands {
    private let place: Workplace
    private let budget: TimeBudget
    private var colleague: Colleague?
    /// Processes that carry messages: they share what each provider takes on at once.
    private(set) var count: Int

    init(_ place: Workplace, _ budget: TimeBudget) {
        (self.place, self.budget) = (place, budget)
        count = place.isColleague ? 2 : 1
    }

    /// Calls a colleague, once, for a courier that is held up by the database: not by a pace that it keeps to, nor by
    /// carrying one message at a time.
    func call(for courier: CourierLimits) {
        guard count == 1, courier.concurrency > 1, courier.messagesPerSecond == nil, let hire = place.hire,
            let colleague = hire(budget.secondsLeft)
        else { return }
        self.colleague = colleague
        count = 2
    }

    /// Returns when nobody carries messages any more.
    func awaitEnd() { colleague?.awaitEnd() }
}
