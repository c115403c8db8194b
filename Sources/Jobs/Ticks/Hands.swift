import Delivery
import Storage

/// Another process that delivers beside this one.
public struct Colleague {
    /// Asks it to end, as this process was asked; more than once does no harm.
    public let tellToEnd: () -> Void
    /// Returns when it has ended.
    public let awaitEnd: () -> Void

    public init(tellToEnd: @escaping () -> Void, awaitEnd: @escaping () -> Void) {
        (self.tellToEnd, self.awaitEnd) = (tellToEnd, awaitEnd)
    }
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
    /// carrying one message at a time. Nor while another tick has its colleague.
    func call(for courier: CourierLimits) throws {
        guard count == 1, courier.concurrency > 1, courier.messagesPerSecond == nil, let hire = place.hire,
            try ColleagueSeat(place.db).take(), let colleague = hire(budget.secondsLeft)
        else { return }
        self.colleague = colleague
        count = 2
    }

    /// What a courier heeds meanwhile. The colleague learns at once that the tick was asked to end: both finish what is on
    /// the wire side by side, and not one after the other.
    var conditions: DeliveryConditions {
        DeliveryConditions(sharers: count) { [place, colleague] in
            let isEnding = place.isEnding()
            if isEnding { colleague?.tellToEnd() }
            return isEnding
        }
    }

    /// Returns when nobody carries messages any more.
    func awaitEnd() { colleague?.awaitEnd() }
}
