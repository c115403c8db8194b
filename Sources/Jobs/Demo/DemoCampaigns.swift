import Campaigns
import CivilTime
import Storage

/// The gallery's campaigns in the demo clinic: drafts, and the reminders at work.
struct DemoCampaigns {
    let db: Database
    let clinic: ID<Clinic>

    /// The visits booked already are taken up, so that there is something to see from the first tick on.
    func make(at now: Instant) throws {
        for workflow in GalleryWorkflow.all {
            let id = try GalleryStore(db).use(workflow, in: clinic, by: .program, at: now)
            if workflow.type == .reminder { try activate(id, at: now) }
        }
    }

    private func activate(_ id: ID<Campaign>, at now: Instant) throws {
        guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else {
            preconditionFailure("a campaign just made is gone")
        }
        let activation = CampaignLife.Activation(
            version: campaign.version, takesUpVisits: true, couriers: [.email, .sms])
        let outcome = try CampaignLife(db, revisions: RevisionStore(db))
            .activate(id, activation, in: clinic, by: .program, at: now)
        precondition(outcome == .done, "the demo clinic's reminders cannot be activated: \(outcome)")
    }
}
