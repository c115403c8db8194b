import Campaigns
import CivilTime
import MariaDB

extension CampaignLife {
    /// Makes an earlier revision the draft of a campaign that runs; what runs stays until that is published. Newer
    /// versions of message texts stay: they are the clinic's.
    ///
    /// - Parameter number: the revision's.
    public func bringBack(
        _ number: Int, of id: ID<Campaign>, in clinicID: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> LifeOutcome {
        try change(id, in: clinicID) { campaign, _ in
            guard campaign.status == .active || campaign.status == .paused else {
                return .wrongStatus(campaign.status)
            }
            guard let terms = try revisions.terms(number: number, of: id, in: clinicID) else { return .gone }
            let stands = DraftState(of: campaign, try StepStore(db).draft(of: id, in: clinicID))
            let state = DraftState(head: nil, draft: CampaignDraft(of: terms), workflow: terms.workflow)
            guard state != stands else { return .done }
            try DraftHistory(db).note(.bringBack, from: stands, of: campaign, by: author, at: now)
            try CampaignStore(db).put(state, in: campaign, at: now)
            try ReminderStore(db).bringBack(number: number, of: campaign)
            let data = JSON.object(["revision": .integer(Int64(number))])
            try AuditStore(db).note(Deed(.change, .campaign, id, data: data), by: author, in: clinicID, at: now)
            return .done
        }
    }
}
