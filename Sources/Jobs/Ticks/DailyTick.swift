import Campaigns
import CivilTime
import Storage

/// Tells what is due by the clinic's date as events, for the campaigns that ask for it: each once, whatever the number
/// of ticks.
struct DailyTick {
    let place: Workplace

    init(_ place: Workplace) { self.place = place }

    static let batch = 200

    func run(_ budget: TimeBudget) throws -> Tick.Counts {
        var told = 0
        let asking = try DailyStore.asking(place.db)
        let clinics = Dictionary(grouping: asking, by: \.campaign.clinicID).sorted { $0.key < $1.key }
        for (id, campaigns) in clinics where !budget.isSpent {
            guard let clinic = try ClinicStore(place.db).clinic(id) else { continue }
            let store = DailyStore(place.db, clinic: clinic)
            for telling in try tellings(for: campaigns, of: clinic) {
                while !budget.isSpent {
                    let count = try store.tell(telling, at: place.clock(), limit: Self.batch)
                    told += count
                    if count < Self.batch { break }
                }
            }
        }
        return ["told": told]
    }

    /// What the campaigns ask for now, each once. The days before its activation are none of a campaign's.
    private func tellings(for campaigns: [DailyStore.Asking], of clinic: Clinic) throws -> [DailyStore.Telling] {
        let days = DailyEvents(clinic.calendar).tellingDays(at: place.clock())
        var tellings: [DailyStore.Telling] = []
        for asking in campaigns {
            let campaign = asking.campaign
            let terms = try place.revisions.terms(campaign.revisionID, of: campaign.id, in: clinic.id)
            guard case .event(let type, _, let leadDays) = terms.trigger, type.isDaily else { continue }
            let firstDay = asking.activatedAt.map(clinic.day(at:))
            for day in days where firstDay.map({ $0 <= day }) ?? true {
                let telling = DailyStore.Telling(type: type, leadDays: leadDays, told: day)
                if !tellings.contains(telling) { tellings.append(telling) }
            }
        }
        return tellings
    }
}
