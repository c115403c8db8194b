import Campaigns
import CivilTime
import Storage

/// Takes enrollments whose time has come further: answers conditions, plans what follows, finishes what is through.
struct WorkflowTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 100

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var counts: Tick.Counts = [:]
        while !budget.isSpent {
            let now = place.clock()
            let seen = try place.db.transaction {
                let due = try EnrollmentStore(place.db).claimDue(at: now, limit: Self.batch)
                for (clinic, rows) in Dictionary(grouping: due, by: \.clinicID) {
                    counts["planned", default: 0] += try advance(rows, in: clinic, at: now)
                }
                return due.count
            }
            if seen == 0 { break }
            counts["advanced", default: 0] += seen
        }
        return counts
    }

    private func advance(_ rows: [EnrollmentRow], in clinicID: ID<Clinic>, at now: Instant) throws -> Int {
        guard let clinic = try ClinicStore(place.db).clinic(clinicID) else { return 0 }
        let facts = try FactsStore(place.db).facts(of: Set(rows.map(\.enrollment.patientID)), in: clinic)
        let move = RevisionMove(place.db, revisions: place.revisions)
        let moving = try move.moving(in: rows.map(\.campaignID))
        var turns: [BulkPlan.Turn] = []
        for row in rows {
            guard let patient = facts[row.enrollment.patientID] else { continue }
            if try move.takeAlong(row, moving, facts: patient, at: now) { continue }
            let terms = try place.revisions.terms(row.revisionID, of: row.campaignID, in: clinicID)
            turns.append(BulkPlan.Turn(row: row, terms: terms, facts: patient))
        }
        return try BulkPlan(place.db).onward(turns, in: clinicID, at: now)
    }
}
