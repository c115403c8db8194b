import Campaigns
import CivilTime
import Foundation
import MariaDB

/// The experiments of published campaigns, from their start to their fixed end.
public struct ExperimentStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// Opens what the terms try, inside the transaction that publishes them. What is open stays as it is, its end
    /// included: that is fixed once people are in it.
    func open(_ terms: Terms, of campaign: ID<Campaign>, in clinic: Clinic, at now: Instant) throws {
        for (step, experiment) in terms.workflow.experiments {
            let arms = experiment.arms.map(\.rawValue).joined(separator: ",")
            _ = try db.run(
                ExperimentSQL.open.rawValue,
                [
                    .id(clinic.id), .id(campaign), .id(step), .text(arms), .choice(experiment.goal),
                    .bool(experiment.picksWinner), .instant(clinic.zone.instant(of: experiment.endsAt)),
                    .instant(now),
                ])
        }
    }

    /// Of those of each campaign that have ended: the arm that goes on. No campaign without one.
    func winners(of campaigns: Set<ID<Campaign>>, in clinic: ID<Clinic>) throws -> [ID<Campaign>: [ID<Step>: Arm]] {
        var winners: [ID<Campaign>: [ID<Step>: Arm]] = [:]
        for row in try db.rows(ExperimentSQL.winners.rawValue, [.ids(campaigns), .id(clinic)]) {
            winners[row.id("campaign_id"), default: [:]][row.id("step_id")] = row.choice("winner")
        }
        return winners
    }

    /// In the order of their making.
    public func experiments(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [RunningExperiment] {
        try db.rows(ExperimentSQL.ofCampaign.rawValue, [.id(clinic), .id(campaign)]).map(RunningExperiment.decode)
    }

    /// What each of them, all of one clinic, came to, in their order: at its end as it was then counted, before it as it is
    /// now. One statement for all that have not ended.
    public func results(of experiments: [RunningExperiment], at now: Instant) throws -> [ExperimentResult] {
        let running = experiments.filter { $0.counts == nil }
        var counted = try counts(of: running, at: now)[...]
        return experiments.map {
            ExperimentResult(
                counts: $0.counts ?? counted.removeFirst(), goal: $0.goal, hasEnded: $0.counts != nil)
        }
    }

    /// Until now, or an earlier end.
    private func counts(of experiments: [RunningExperiment], at now: Instant) throws -> [[ExperimentCount]] {
        guard let clinic = experiments.first?.clinicID else { return [] }
        let cells = experiments.map {
            JSONCell.row([
                .number($0.campaignID.rawValue), .number($0.step.rawValue), .word($0.goal.rawValue),
                .word($0.goal.event?.rawValue), .instant(min(now, $0.endsAt)),
            ])
        }
        let rows = try db.rows(ExperimentSQL.counts.rawValue, [.text(JSONCell.table(cells)), .id(clinic)])
        let found = Dictionary(grouping: rows) { $0.int("place") - 1 }
        return experiments.enumerated().map { place, experiment in
            let counts = (found[place] ?? []).map { row in
                ExperimentCount(
                    arm: row.choice("arm"), reached: row.int("reached"), opened: row.int("opened"),
                    succeeded: row.int("succeeded"))
            }
            let missing = experiment.arms.filter { arm in !counts.contains { $0.arm == arm } }
            return counts + missing.map { ExperimentCount(arm: $0, reached: 0, opened: 0, succeeded: 0) }
        }
    }

    /// Ends the next experiment whose end has come: counts it, and says which arm goes on, once (rules.md 6). In a
    /// transaction of its own.
    ///
    /// - Returns: nil when none is due or another tick holds it.
    public func concludeNext(at now: Instant) throws -> RunningExperiment? {
        try db.transaction {
            guard let experiment = try next(.running, at: now) else { return nil }
            let counts = try counts(of: [experiment], at: experiment.endsAt)[0]
            let result = ExperimentResult(counts: counts, goal: experiment.goal, hasEnded: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            let document = String(decoding: try encoder.encode(result.counts), as: UTF8.self)
            _ = try db.run(
                ExperimentSQL.conclude.rawValue,
                [.choice(result.winner(picksWinner: experiment.picksWinner)), .text(document)] + experiment.key)
            return experiment
        }
    }

    /// The next that has ended and of which people still wait; locked until the transaction ends.
    public func nextEnded(at now: Instant) throws -> RunningExperiment? { try next(.ended, at: now) }

    private func next(_ state: RunningExperiment.State, at now: Instant) throws -> RunningExperiment? {
        try db.row(ExperimentSQL.due.rawValue, [.choice(state), .instant(now)]).map(RunningExperiment.decode)
    }

    /// Patients outside of it who have not been planned, by id.
    public func rest(of experiment: RunningExperiment, limit: Int) throws -> [ID<Patient>] {
        try db.rows(
            ExperimentSQL.rest.rawValue, experiment.key + [.id(experiment.lastPatient), .number(limit)]
        ).map { $0.id("patient_id") }
    }

    /// - Parameter patient: up to whom; nil when all have been planned.
    public func noteRest(upTo patient: ID<Patient>?, of experiment: RunningExperiment) throws {
        let state: RunningExperiment.State = patient == nil ? .done : .ended
        _ = try db.run(
            ExperimentSQL.progress.rawValue, [.choice(state), .id(patient ?? experiment.lastPatient)] + experiment.key)
    }

    /// The ways of these patients through the experiment's campaign, finished ones too, with the people and anchors
    /// they hang on held still until the transaction ends.
    public func ways(of patients: [ID<Patient>], in experiment: RunningExperiment) throws -> [EnrollmentRow] {
        let locks = Locks(db)
        try locks.sharePatients(patients)
        let ways = try db.rows(
            ExperimentSQL.ways.rawValue, [.ids(patients), .id(experiment.clinicID), .id(experiment.campaignID)])
        try locks.share(ways.map(AnchorRow.decode))
        return try EnrollmentStore(db).lock(ways.map { $0.id("id") })
    }
}
