import Campaigns
import Markup
import Storage

/// What of a campaign was published when, by whom, and what that changed.
enum CampaignRevisions {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let store = RevisionStore(visit.db)
        let revisions = try store.list(of: campaign.id, in: visit.clinicID)
        let names = try ChangeNames.load(visit).names
        let page = visit.page("campaigns/revisions.html")
        page.insert("head", CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.keep("empty", if: revisions.isEmpty)
        page.text(
            "empty",
            "Nothing of it was published yet. Each publication stands here, with what it changed and who made it.")
        let changes = try store.changes(of: revisions, campaign.id, in: visit.clinicID)
        page.each("revision", revisions) { row, revision in
            row.text("number", "Revision \(revision.number)")
            visit.times.fill(row, "at", revision.publishedAt)
            row.text("author", revision.author.map { ", by \($0)" } ?? "")
            let sentences = changes[revision.id].map { $0.flatMap { $0.sentences(names) } }
            row.each("change", sentences ?? []) { row, sentence in row.text("change", sentence) }
            row.text("inside", inside(revision, campaign))
        }
        return try visit.respond(page, in: visit.frame(campaign, "Revisions"))
    }

    private static func inside(_ revision: RevisionStore.Listed, _ campaign: Campaign) -> String {
        let people = Numbers.count(revision.inside, "patient is", "patients are")
        let moves = campaign.movingSince != nil && revision.id != campaign.revisionID && revision.inside > 0
        return "\(people) on the way by it" + (moves ? "; they move to the newest one." : ".")
    }
}
