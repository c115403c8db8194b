import Campaigns
import CivilTime
import Storage

/// Takes people inside campaigns along: to the revision that was published, and past a pause (rules.md 5).
struct RevisionTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 100
    static let batches = 10
    /// Campaigns that one tick looks at.
    static let campaigns = 50

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        let store = RevisionMove(place.db, revisions: place.revisions)
        var moved = 0
        for moving in try store.moving(limit: Self.campaigns) where !budget.isSpent {
            moved += try move(moving, store, budget)
        }
        return ["moved": moved, "shifted": try shift(budget)]
    }

    /// Goes on with resumes that let waits last longer (rules.md 5).
    private func shift(_ budget: TimeBudget) throws -> Int {
        let life = CampaignLife(place.db, revisions: place.revisions)
        var shifted = 0
        for (campaign, clinic) in try life.shifting(limit: Self.campaigns) {
            while !budget.isSpent {
                let count = try life.finishShift(of: campaign, in: clinic, batches: Self.batches, at: place.clock())
                shifted += count
                if count == 0 { break }
            }
        }
        return shifted
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
