import Campaigns
import CivilTime
import Storage

/// Takes back what dead claimers held, and gives back what is parked without a cause.
struct RecoverTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 500
    /// Ended campaigns whose waiting sends one tick skips, and how many batches of each.
    static let endings = 10
    static let endingBatches = 10

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        counts["recovered"] = try repeated(budget) {
            try SendStore(place.db).recover(at: place.clock(), limit: Self.batch)
        }
        let parks = ParkStore(place.db)
        counts["unparked"] = try repeated(budget) { try parks.giveBack(at: place.clock(), limit: Self.batch) }
        counts["ended"] = try EndedSends(place.db).skip(
            limit: Self.endings, batches: Self.endingBatches, at: place.clock())
        for provider in Set(place.couriers.values.map(\.name)) {
            counts["unparked", default: 0] += try giveBack(provider, parks, budget)
        }
        return counts
    }

    /// One provider may carry several channels, and each of them has its rows parked.
    private func giveBack(_ provider: String, _ parks: ParkStore, _ budget: TimeBudget) throws -> Int {
        let providers = ProviderStore(place.db)
        let state = try providers.state(of: provider)
        guard let startedAt = state.unparkAt, !state.isStopped else { return 0 }
        var count = 0
        for (channel, courier) in place.couriers where courier.name == provider {
            count += try repeated(budget) { try parks.giveBack(channel, at: place.clock(), limit: Self.batch) }
        }
        if !budget.isSpent { try providers.noteUnparked(provider, startedAt: startedAt) }
        return count
    }

    /// Runs batches until one is empty.
    private func repeated(_ budget: TimeBudget, _ batch: () throws -> Int) throws -> Int {
        var total = 0
        while !budget.isSpent {
            let count = try batch()
            if count == 0 { break }
            total += count
        }
        return total
    }
}
