import Campaigns
import CivilTime
import MariaDB

enum AssignmentSQL: String, CaseIterable {
    /// One row per experiment of a list in which the patient has a part.
    case ofPatient = """
        SELECT STRAIGHT_JOIN a.step_id, a.part FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) steps
        JOIN assignment a ON a.clinic_id = ? AND a.campaign_id = ? AND a.step_id = steps.id AND a.patient_id = ?
        """
    /// One row per member of a household who has a part in one experiment, who was first assigned first.
    case ofHousehold = """
        SELECT STRAIGHT_JOIN a.household_id, a.part FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) members
        JOIN assignment a ON a.clinic_id = ? AND a.campaign_id = ? AND a.step_id = ? AND a.patient_id = members.id
        ORDER BY a.assigned_at, a.patient_id
        """
    /// One row; none for a patient who has a part already.
    case assign = """
        INSERT INTO assignment (clinic_id, campaign_id, step_id, patient_id, household_id, part, assigned_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE patient_id = patient_id
        """
}

/// The parts of experiments that patients were dealt: each once, and for good.
public struct AssignmentStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What the experiments of the terms say about the patient. Whoever has no part yet gets that of the household, and
    /// a household without one is dealt it; both are kept, inside the caller's transaction.
    func trials(
        of patient: ID<Patient>, in terms: Terms, of campaign: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant
    )
        throws -> Trials
    {
        let experiments = terms.workflow.experiments
        guard !experiments.isEmpty else { return Trials() }
        var trials = try known(of: patient, experiments.map(\.step), campaign, clinic)
        let missing = experiments.filter { trials.arms[$0.step] == nil }
        guard !missing.isEmpty else { return trials }
        let household = try HouseholdStore(db).household(of: patient, in: clinic)
        for (step, experiment) in missing {
            let place = Place(clinic: clinic, campaign: campaign, step: step)
            let part = try first(of: household, at: place) ?? (household.id, experiment.arm(of: household.id, at: step))
            try assign(part.arm, of: part.household, to: patient, at: place, now)
            trials.arms[step] = part.arm
        }
        return trials
    }

    /// The same without keeping anything: what is not dealt yet is foreseen.
    public func forecast(
        of patient: ID<Patient>, in terms: Terms, of campaign: ID<Campaign>, in clinic: ID<Clinic>
    ) throws -> Trials {
        let experiments = terms.workflow.experiments
        guard !experiments.isEmpty else { return Trials() }
        var trials = try known(of: patient, experiments.map(\.step), campaign, clinic)
        let household = try HouseholdStore(db).household(of: patient, in: clinic)
        for (step, experiment) in experiments where trials.arms[step] == nil {
            let place = Place(clinic: clinic, campaign: campaign, step: step)
            trials.arms[step] = try first(of: household, at: place)?.arm ?? experiment.arm(of: household.id, at: step)
        }
        return trials
    }

    private struct Place {
        let clinic: ID<Clinic>
        let campaign: ID<Campaign>
        let step: ID<Step>
    }

    private func known(
        of patient: ID<Patient>, _ steps: [ID<Step>], _ campaign: ID<Campaign>, _ clinic: ID<Clinic>
    ) throws -> Trials {
        let rows = try db.rows(
            AssignmentSQL.ofPatient.rawValue, [.ids(steps), .id(clinic), .id(campaign), .id(patient)])
        let arms = rows.map { (step: $0.id("step_id") as ID<Step>, arm: $0.choice("part") as Arm) }
        return Trials(
            arms: Dictionary(uniqueKeysWithValues: arms.map { ($0.step, $0.arm) }),
            winners: try ExperimentStore(db).winners(of: campaign, in: clinic))
    }

    /// Whoever of the household was assigned first fixed its arm (rules.md 6).
    private func first(of household: Household, at place: Place) throws -> (household: ID<Patient>, arm: Arm)? {
        try db.rows(
            AssignmentSQL.ofHousehold.rawValue,
            [.ids(household.members.sorted()), .id(place.clinic), .id(place.campaign), .id(place.step)]
        ).first.map { ($0.id("household_id"), $0.choice("part")) }
    }

    private func assign(
        _ arm: Arm, of household: ID<Patient>, to patient: ID<Patient>, at place: Place, _ now: Instant
    ) throws {
        _ = try db.run(
            AssignmentSQL.assign.rawValue,
            [
                .id(place.clinic), .id(place.campaign), .id(place.step), .id(patient), .id(household), .choice(arm),
                .instant(now),
            ])
    }
}
