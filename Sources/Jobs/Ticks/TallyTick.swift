import Storage

/// Folds the noted changes of counts into the tallies, and noted failures into their totals.
struct TallyTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 2_000

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var folded = 0
        while !budget.isSpent {
            let count = try TallyStore(place.db).fold(limit: Self.batch)
            folded += count
            if count < Self.batch { break }
        }
        while !budget.isSpent {
            let count = try AttentionStore(place.db).count(limit: Self.batch)
            folded += count
            if count < Self.batch { break }
        }
        return ["folded": folded]
    }
}
