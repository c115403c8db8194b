import Campaigns
import CivilTime

extension CampaignLife {
    /// What the clock, the audience and tests that run already stand against the draft's tests.
    func experimentProblems(of campaign: Campaign, in clinic: Clinic, at now: Instant) throws -> [Problem] {
        let terms = try CampaignStore(db).terms(of: campaign)
        guard !terms.workflow.experiments.isEmpty else { return [] }
        let known = try ExperimentStore(db).experiments(of: campaign.id, in: clinic.id)
        let problems = terms.workflow.experiments.compactMap { step, experiment -> Problem? in
            let end = clinic.zone.instant(of: experiment.endsAt)
            let problem: String?
            if let running = known.first(where: { $0.step == step }) {
                problem = running.isThatOf(experiment, endingAt: end) ? nil : Self.fixedTest
            } else {
                problem = end > now ? nil : "The end of its test has passed: choose a later one."
            }
            return problem.map { Problem(.step(step), $0) }
        }
        let begun = Set(known.map(\.step))
        return try problems
            + audienceProblems(of: terms, in: clinic, at: now).filter { $0.step.map(begun.contains) != true }
    }

    /// A campaign that asks its whole audience at once needs enough of it for each arm (business rule 6).
    private func audienceProblems(of terms: Terms, in clinic: Clinic, at now: Instant) throws -> [Problem] {
        switch terms.trigger {
        case nil, .event: return []
        default: return terms.problems(audience: try AudienceStore(db).count(terms.who, in: clinic, at: now))
        }
    }

    private static let fixedTest =
        "Its test has begun, so the number of its messages, its measure and its end stay. Try something else in a step of its own."
}

extension RunningExperiment {
    /// Whether what was fixed at the beginning is still so.
    fileprivate func isThatOf(_ experiment: Experiment, endingAt end: Instant) -> Bool {
        arms == experiment.arms && goal == experiment.goal && picksWinner == experiment.picksWinner && endsAt == end
    }
}
