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
    ) throws -> Trials {
        try trials(of: patient, in: terms, of: campaign, in: clinic) { part, place in
            _ = try db.run(
                AssignmentSQL.assign.rawValue,
                [
                    .id(place.clinic), .id(place.campaign), .id(place.step), .id(patient), .id(part.household),
                    .text(part.name), .instant(now),
                ])
        }
    }

    /// The same without keeping anything: what is not dealt yet is foreseen.
    public func forecast(
        of patient: ID<Patient>, in terms: Terms, of campaign: ID<Campaign>, in clinic: ID<Clinic>
    ) throws -> Trials {
        try trials(of: patient, in: terms, of: campaign, in: clinic) { _, _ in }
    }

    private struct Place {
        let clinic: ID<Clinic>
        let campaign: ID<Campaign>
        let step: ID<Step>
    }

    /// What a household has in one experiment.
    private struct Part {
        let household: ID<Patient>
        /// An arm, or a lane.
        let name: String
    }

    private func trials(
        of patient: ID<Patient>, in terms: Terms, of campaign: ID<Campaign>, in clinic: ID<Clinic>,
        keep: (Part, Place) throws -> Void
    ) throws -> Trials {
        let deals = terms.workflow.deals
        guard !deals.isEmpty else { return Trials() }
        var names = try names(of: patient, in: deals.map(\.step), campaign, clinic)
        let missing = deals.filter { names[$0.step] == nil }
        if !missing.isEmpty {
            let household = try HouseholdStore(db).household(of: patient, in: clinic)
            for deal in missing {
                let place = Place(clinic: clinic, campaign: campaign, step: deal.step)
                let part =
                    try first(of: household, at: place) ?? Part(household: household.id, name: deal.part(household.id))
                try keep(part, place)
                names[deal.step] = part.name
            }
        }
        return Trials(
            arms: names.compactMapValues(Arm.init(rawValue:)),
            winners: try ExperimentStore(db).winners(of: campaign, in: clinic),
            lanes: names.compactMapValues(LaneKey.init(rawValue:)))
    }

    private func names(
        of patient: ID<Patient>, in steps: [ID<Step>], _ campaign: ID<Campaign>, _ clinic: ID<Clinic>
    ) throws -> [ID<Step>: String] {
        let rows = try db.rows(
            AssignmentSQL.ofPatient.rawValue, [.ids(steps), .id(clinic), .id(campaign), .id(patient)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.id("step_id"), $0.text("part")) })
    }

    /// Whoever of the household was assigned first fixed its part (rules.md 6).
    private func first(of household: Household, at place: Place) throws -> Part? {
        try db.rows(
            AssignmentSQL.ofHousehold.rawValue,
            [.ids(household.members.sorted()), .id(place.clinic), .id(place.campaign), .id(place.step)]
        ).first.map { Part(household: $0.id("household_id"), name: $0.text("part")) }
    }
}

extension Workflow {
    /// Each step that deals households out, and the part that it deals one.
    var deals: [(step: ID<Step>, part: (ID<Patient>) -> String)] {
        experiments.map { step, experiment in (step, { experiment.arm(of: $0, at: step).rawValue }) }
            + draws.map { step, branch in (step, { branch.lane(of: $0, at: step).rawValue }) }
    }
}
