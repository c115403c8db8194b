import Campaigns
import CivilTime
import MariaDB

enum AssignmentSQL: String, CaseIterable {
    /// One row per place of a list in which its patient has a part, whoever was first assigned first.
    case parts = """
        SELECT STRAIGHT_JOIN a.campaign_id, a.step_id, a.patient_id, a.household_id, a.part
        FROM JSON_TABLE(?, '$[*]' COLUMNS (campaign BIGINT PATH '$[0]', step BIGINT PATH '$[1]',
            patient BIGINT PATH '$[2]')) places
        JOIN assignment a FORCE INDEX (PRIMARY) ON a.clinic_id = ? AND a.campaign_id = places.campaign
            AND a.step_id = places.step AND a.patient_id = places.patient
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

    /// Somebody of whom the experiments of a campaign's terms are asked.
    struct Asked {
        let patient: ID<Patient>
        let campaign: ID<Campaign>
        let terms: Terms
    }

    /// What the experiments of the terms say about each patient, in their order. Whoever has no part yet gets that of the
    /// household, and a household without one is dealt it; both are kept, inside the caller's transaction.
    func trials(of asked: [Asked], in clinic: ID<Clinic>, at now: Instant) throws -> [Trials] {
        try trials(of: asked, in: clinic) { part, place in
            _ = try db.run(
                AssignmentSQL.assign.rawValue,
                [
                    .id(clinic), .id(place.campaign), .id(place.step), .id(place.patient), .id(part.household),
                    .text(part.name), .instant(now),
                ])
        }
    }

    /// The same without keeping anything: what is not dealt yet is foreseen.
    func forecast(of asked: [Asked], in clinic: ID<Clinic>) throws -> [Trials] {
        try trials(of: asked, in: clinic) { _, _ in }
    }

    private struct Place: Hashable {
        let campaign: ID<Campaign>
        let step: ID<Step>
        let patient: ID<Patient>

        init(_ campaign: ID<Campaign>, _ step: ID<Step>, _ patient: ID<Patient>) {
            self.campaign = campaign
            self.step = step
            self.patient = patient
        }
    }

    /// What a household has in one experiment.
    private struct Part {
        let household: ID<Patient>
        /// An arm, or a lane.
        let name: String
    }

    /// A part that somebody may have to be dealt.
    private struct Deal {
        let place: Place
        let part: (ID<Patient>) -> String
    }

    private func trials(of asked: [Asked], in clinic: ID<Clinic>, keep: (Part, Place) throws -> Void) throws
        -> [Trials]
    {
        let deals = asked.map { one in
            one.terms.workflow.deals.map { Deal(place: Place(one.campaign, $0.step, one.patient), part: $0.part) }
        }
        let all = deals.joined()
        guard !all.isEmpty else { return asked.map { _ in Trials() } }
        var parts = Dictionary(try self.parts(at: all.map(\.place), in: clinic)) { first, _ in first }
        let missing = all.filter { parts[$0.place] == nil }
        for (place, part) in try deal(missing, in: clinic) where parts[place] == nil {
            try keep(part, place)
            parts[place] = part
        }
        let winners = try ExperimentStore(db).winners(of: Set(all.map(\.place.campaign)), in: clinic)
        return zip(asked, deals).map { asked, deals in
            guard !deals.isEmpty else { return Trials() }
            let names = Dictionary(deals.map { ($0.place.step, parts[$0.place]?.name ?? "") }) { first, _ in first }
            return Trials(
                arms: names.compactMapValues(Arm.init(rawValue:)), winners: winners[asked.campaign] ?? [:],
                lanes: names.compactMapValues(LaneKey.init(rawValue:)))
        }
    }

    /// Whoever of a household was assigned first fixed its part (rules.md 6).
    private func deal(_ missing: [Deal], in clinic: ID<Clinic>) throws -> [(Place, Part)] {
        guard !missing.isEmpty else { return [] }
        let households = try HouseholdStore(db).households(of: Set(missing.map(\.place.patient)), in: clinic)
        func home(of place: Place) -> Household { households[place.patient] ?? Household(of: place.patient) }
        let relatives = Set(
            missing.flatMap { deal in
                home(of: deal.place).members.map { Place(deal.place.campaign, deal.place.step, $0) }
            })
        func common(_ place: Place) -> Place { Place(place.campaign, place.step, home(of: place).id) }
        var first = Dictionary(try parts(at: relatives, in: clinic).map { (common($0), $1) }) { first, _ in first }
        return missing.map { deal in
            let place = common(deal.place)
            let part = first[place] ?? Part(household: place.patient, name: deal.part(place.patient))
            first[place] = part
            return (deal.place, part)
        }
    }

    /// Whoever was first assigned first.
    private func parts(at places: some Sequence<Place>, in clinic: ID<Clinic>) throws -> [(Place, Part)] {
        let cells = places.map {
            JSONCell.row([.number($0.campaign.rawValue), .number($0.step.rawValue), .number($0.patient.rawValue)])
        }
        return try db.rows(AssignmentSQL.parts.rawValue, [.text(JSONCell.table(cells)), .id(clinic)]).map {
            (
                Place($0.id("campaign_id"), $0.id("step_id"), $0.id("patient_id")),
                Part(household: $0.id("household_id"), name: $0.text("part"))
            )
        }
    }
}

extension Workflow {
    /// Each step that deals households out, and the part that it deals one.
    var deals: [(step: ID<Step>, part: (ID<Patient>) -> String)] {
        experiments.map { step, experiment in (step, { experiment.arm(of: $0, at: step).rawValue }) }
            + draws.map { step, branch in (step, { branch.lane(of: $0, at: step).rawValue }) }
    }
}
