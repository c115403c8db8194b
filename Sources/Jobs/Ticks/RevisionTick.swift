import Campaigns
import CivilTime
import Storage

/// Takes people inside campaigns along to the revision that was published (rules.md 5).
struct RevisionTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 100
    /// Campaigns that one tick looks at.
    static let campaigns = 50

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let store = RevisionMove(place.db, revisions: place.revisions)
        var moved = 0
        for moving in try store.moving(limit: Self.campaigns) where !budget.isSpent {
            moved += try move(moving, store, budget)
        }
        return ["moved": moved]
    }

    private func move(_ moving: Moving, _ store: RevisionMove, _ budget: TimeBudget) throws -> Int {
        var moved = 0
        var place: RevisionMove.Place? = .start
        while let from = place, !budget.isSpent {
            let batch = try store.move(moving, from: from, limit: Self.batch, at: self.place.clock())
            moved += batch.moved
            place = batch.next
        }
        // Whoever nobody held has moved; an empty first batch says so.
        if !budget.isSpent { moved += try store.move(moving, limit: Self.batch, at: self.place.clock()).moved }
        return moved
    }
}
