import CivilTime
import Storage

/// Follows the clocks: what waits is planned anew after a clinic's zone or the zones' rules have changed
/// (rules.md 2.5).
struct ClockTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 100

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let clocks = ClockStore(place.db, revisions: place.revisions)
        var counts: Tick.Counts = [:]
        if try clocks.noteVersion(Zone.tzdataVersion) { counts["newer zones"] = 1 }
        while !budget.isSpent {
            let count = try clocks.replan(limit: Self.batch, at: place.clock())
            if count == 0 { break }
            counts["replanned", default: 0] += count
        }
        return counts
    }
}
