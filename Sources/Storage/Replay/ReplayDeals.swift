import Campaigns
import MariaDB

/// What the experiments of a replay say about its patients: a household has one part, as when the ticks deal it.
struct ReplayDeals {
    let db: Database
    let terms: Terms
    let campaign: ID<Campaign>
    let clinic: ID<Clinic>

    private struct Place: Hashable {
        let patient: ID<Patient>
        let step: ID<Step>
    }

    /// - Parameter households: everybody who is linked to somebody of them, in the order of their ids.
    func trials(of households: [[ID<Patient>]]) throws -> [ID<Patient>: Trials] {
        let everybody = households.flatMap(\.self)
        let rows = try db.rows(ReplaySQL.parts.rawValue, [.ids(everybody), .id(clinic), .id(campaign)])
        let parts = Dictionary(
            rows.map { (Place(patient: $0.id("patient_id"), step: $0.id("step_id")), $0.text("part")) },
            uniquingKeysWith: { first, _ in first })
        let orders = Dictionary(
            rows.enumerated().map { (Place(patient: $1.id("patient_id"), step: $1.id("step_id")), $0) },
            uniquingKeysWith: min)
        let winners = try ExperimentStore(db).winners(of: [campaign], in: clinic)[campaign] ?? [:]
        var trials: [ID<Patient>: Trials] = [:]
        for household in households {
            for deal in terms.workflow.deals {
                let places = household.map { Place(patient: $0, step: deal.step) }
                // Whoever of them was dealt first fixed it; a household without a part gets that of its oldest member.
                let first = places.filter { orders[$0] != nil }.min { orders[$0] ?? 0 < orders[$1] ?? 0 }
                let common = first.flatMap { parts[$0] } ?? deal.part(household[0])
                for place in places {
                    let part = parts[place] ?? common
                    var known = trials[place.patient] ?? Trials(winners: winners)
                    known.arms[deal.step] = Arm(rawValue: part)
                    known.lanes[deal.step] = LaneKey(rawValue: part)
                    trials[place.patient] = known
                }
            }
        }
        return trials
    }
}
