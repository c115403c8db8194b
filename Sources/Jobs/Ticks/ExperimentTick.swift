import Campaigns
import CivilTime
import Storage

/// Ends experiments at their fixed end, and plans those who were outside of them; each once, so that a killed tick loses
/// nothing and doubles nothing.
struct ExperimentTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 200

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        // A click from before the end counts, though no tick has joined it to its send yet.
        _ = try SettleTick(place).countHits(budget)
        var concluded = 0
        while !budget.isSpent, try ExperimentStore(place.db).concludeNext(at: place.clock()) != nil { concluded += 1 }
        var planned = 0
        while !budget.isSpent {
            guard let count = try place.db.transaction({ try planRest(at: place.clock()) }) else { break }
            planned += count
        }
        return ["concluded": concluded, "planned": planned]
    }

    /// - Returns: how many sends one batch of patients got; nil when nobody waits.
    private func planRest(at now: Instant) throws -> Int? {
        let experiments = ExperimentStore(place.db)
        guard let experiment = try experiments.nextEnded(at: now) else { return nil }
        let patients = try experiments.rest(of: experiment, limit: Self.batch)
        var planned = 0
        if let clinic = try ClinicStore(place.db).clinic(experiment.clinicID) {
            let ways = try experiments.ways(of: patients, in: experiment)
            let facts = try FactsStore(place.db).facts(of: patients, in: clinic)
            for row in ways {
                guard let patient = facts[row.enrollment.patientID] else { continue }
                let terms = try place.revisions.terms(row.revisionID, of: row.campaignID, in: row.clinicID)
                planned += try PlanStore(place.db).plan(row, by: terms, facts: patient, because: .onward, at: now)
            }
        }
        try experiments.noteRest(upTo: patients.count < Self.batch ? nil : patients.last, of: experiment)
        return planned
    }
}
