import Storage

/// Tells of visits whose new start has stood for ten minutes (rules.md 3.3).
struct MovesTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 200

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let appointments = AppointmentStore(place.db, revisions: place.revisions)
        var told = 0
        while !budget.isSpent {
            let count = try appointments.tellMoves(at: place.clock(), limit: Self.batch)
            told += count
            if count < Self.batch { break }
        }
        return ["moves": told]
    }
}
