import Campaigns
import Storage

/// Putting the draft of a campaign that runs back to what runs.
enum CampaignDiscard {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard let revision = campaign.revisionID, campaign.status.isUnderWay else {
            return try visit.refuse(.wrongStatus(campaign.status), campaign)
        }
        let running = try RevisionStore(visit.db).terms(revision, of: campaign.id, in: visit.clinicID)
        let all = try CampaignStore(visit.db).terms(of: campaign).changes(since: running)
        let names = try ChangeNames.load(visit).names
        let changes = all.filter { !$0.isText }.flatMap { $0.sentences(names) }
        let isSame = changes.isEmpty
        return try CampaignQuestion(
            title: isSame ? "There is nothing to discard" : "Discard what was changed since it was published?",
            facts: isSame ? ["Its workflow is the one that runs."] : changes,
            submit: isSame ? nil : "Discard the changes", cancel: isSame ? "Back to the workflow" : "Keep them",
            action: Path.discard(campaign.id)
        ).respond(campaign, visit)
    }

    static func discard(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        _ = try Form(request, names: [])
        let outcome = try visit.life.dropDraft(campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard outcome == .done else { return try visit.refuse(outcome, campaign) }
        return try visit.redirect(
            to: Path.builder(campaign.id),
            notice: Notice("The changes are discarded.", "The workflow shows what runs."))
    }
}
