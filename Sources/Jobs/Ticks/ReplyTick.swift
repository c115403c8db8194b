import Campaigns
import Storage

/// Acts on what people wrote back: visits they confirm, and others for which they ask another time.
struct ReplyTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        var last = ID<InboundMessage>(0)
        while !budget.isSpent, let acted = try InboundAnswers(place.db).next(after: last, at: place.clock()) {
            counts[acted.isShown ? "shown" : "understood", default: 0] += 1
            last = acted.message
        }
        return counts
    }
}
