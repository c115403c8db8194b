import Campaigns
import Storage

/// Goes on with replays that somebody asked for, when all else is done: page by page, so that what is left of the tick's
/// time is enough and a killed tick loses a page.
struct ReplayTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let replays = ReplayStore(place.db)
        var pages = 0
        while !budget.isSpent, let replay = try replays.claimNext(at: place.clock()) {
            var goesOn = true
            while goesOn, !budget.isSpent {
                goesOn = try replays.workPage(replay, at: place.clock())
                pages += 1
            }
            if goesOn { try replays.release(replay) }
        }
        return ["pages": pages]
    }
}
