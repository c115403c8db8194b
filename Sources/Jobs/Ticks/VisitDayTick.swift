import Storage

/// Counts what became of visits, day by day.
struct VisitDayTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 500

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let store = VisitDayStore(place.db)
        var changes = 0
        while !budget.isSpent {
            let count = try store.countMarked(limit: Self.batch, at: place.clock())
            changes += count
            if count < Self.batch { break }
        }
        let days = budget.isSpent ? 0 : try store.countOver(at: place.clock())
        return ["changes": changes, "days": days]
    }
}
