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
        var size = Self.batch
        while !budget.isSpent {
            do {
                if try look(at: size, &counts) == 0 { break }
                size = Self.batch
            } catch let error as EnrollmentFailure where size == 1 {
                try EnrollmentStore(place.db).noteError(error.enrollment, at: place.clock())
                place.log("enrollment \(error.enrollment) could not be planned: \(type(of: error.cause))")
                counts["failed", default: 0] += 1
            } catch is EnrollmentFailure {
                // One of them is bad: look at them one by one, so that it harms itself alone.
                size = 1
            }
        }
        return counts
    }

    private struct EnrollmentFailure: Error {
        let enrollment: ID<Enrollment>
        let cause: any Error
    }

    private func look(at limit: Int, _ counts: inout Tick.Counts) throws -> Int {
        let now = place.clock()
        var planned = 0
        let seen = try place.db.transaction {
            let due = try EnrollmentStore(place.db).claimDue(at: now, limit: limit)
            for (clinic, rows) in Dictionary(grouping: due, by: \.clinicID) {
                do {
                    planned += try advance(rows, in: clinic, at: now)
                } catch let error as DatabaseError {
                    throw error
                } catch {
                    throw EnrollmentFailure(enrollment: rows[0].enrollment.id, cause: error)
                }
            }
            return due.count
        }
        counts["planned", default: 0] += planned
        counts["advanced", default: 0] += seen
        return seen
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
