import Campaigns
import Storage

/// Joins what providers said became of messages.
struct ReceiptTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 500

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        var last = ID<Receipt>(0)
        while !budget.isSpent {
            let joined = try ReceiptJoin(place.db).next(after: last, at: place.clock(), limit: Self.batch)
            counts["delivered", default: 0] += joined.delivered
            counts["bounced", default: 0] += joined.bounced
            counts["kept", default: 0] += joined.kept
            guard let end = joined.last, joined.looked == Self.batch else { break }
            last = end
        }
        return counts
    }
}
