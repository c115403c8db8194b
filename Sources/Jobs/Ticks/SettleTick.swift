import Campaigns
import CivilTime
import Storage

/// Counts quiet e-mail and SMS as delivered, and joins openings and clicks to their sends.
struct SettleTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 500

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var delivered = 0
        for channel in [Channel.email, .sms] {
            for lane in SendLane.allCases { delivered += try countQuiet(channel, lane, budget) }
        }
        return ["delivered": delivered, "hits": try countHits(budget)]
    }

    private func countQuiet(_ channel: Channel, _ lane: SendLane, _ budget: TimeBudget) throws -> Int {
        var delivered = 0
        while !budget.isSpent {
            let count = try SendStore(place.db).deliverSettled(channel, lane, at: place.clock(), limit: Self.batch)
            delivered += count
            if count < Self.batch { break }
        }
        return delivered
    }

    /// - Returns: how many openings and clicks were looked at.
    func countHits(_ budget: TimeBudget) throws -> Int {
        var hits = 0
        while !budget.isSpent {
            let count = try TrackingStore(place.db).count(at: place.clock(), limit: Self.batch)
            hits += count
            if count < Self.batch { break }
        }
        return hits
    }
}
