import Campaigns
import CivilTime
import Delivery
import Storage

/// Delivers what is due: claims, wires group by group, hands each group to its courier and settles it with the next
/// (delivery.md 2). Reminders go before anything else, then what staff test and
/// the codes that people asked for: somebody waits for them.
struct DeliveryTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    /// Rows claimed at once; several groups are wired from them.
    static let batch = 512

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        let shelf = LetterShelf(place)
        let hands = Hands(place, budget)
        // Whatever becomes of this process: it does not end while its colleague has messages on the wire.
        defer { hands.awaitEnd() }
        for lane in SendLane.allCases {
            for channel in Channel.allCases {
                counts.merge(try carry(channel, lane, shelf, hands, budget), uniquingKeysWith: +)
            }
            if lane == .reminder, !budget.isSpent, !place.isColleague {
                counts.merge(try TestDelivery(place: place).run(hands), uniquingKeysWith: +)
                counts.merge(try CodeDelivery(place: place).run(hands), uniquingKeysWith: +)
            }
        }
        return counts
    }

    private func carry(
        _ channel: Channel, _ lane: SendLane, _ shelf: LetterShelf, _ hands: Hands, _ budget: TimeBudget
    ) throws -> Tick.Counts {
        if channel == .inApp {
            var route = InboxRoute(place, lane, shelf)
            try route.run(budget)
            return route.counts
        }
        guard let courier = place.couriers[channel] else { return [:] }
        var route = try DeliveryRoute(place, channel, lane, courier, shelf, hands)
        try route.run(budget)
        return route.counts
    }
}
