import Campaigns
import Markup
import Storage

/// What of a campaign was published when, by whom, and what that changed.
enum CampaignRevisions {
    /// `?before=21` shows older ones.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let store = RevisionStore(visit.db)
        let before = request.query["before"].flatMap { Int($0) }
        let listed = try store.list(of: campaign.id, in: visit.clinicID, before: before)
        let revisions = Array(listed.prefix(RevisionStore.listLimit))
        let names = try ChangeNames.load(visit).names
        let page = visit.page("campaigns/revisions.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.keep("empty", if: revisions.isEmpty)
        page.text(
            "empty",
            "Nothing of it was published yet. Each publication stands here, with what it changed and who made it.")
        let offers = RevisionOffers(try store.numbers(of: campaign.id, in: visit.clinicID), visit.times)
        page.keep("comparable", if: !revisions.isEmpty)
        if let newest = revisions.first {
            let isOnly = revisions.count == 1
            let earlier = isOnly ? newest.number : revisions[1].number
            page.insert(
                "comparable",
                offers.form(
                    visit, campaign.id, from: .number(earlier), to: isOnly ? .draft : .number(newest.number)))
        }
        let changes = try store.changes(of: listed, campaign.id, in: visit.clinicID)
        let isOpen = visit.may(.manager) && (campaign.status == .active || campaign.status == .paused)
        page.each("revision", revisions) { row, revision in
            row.text("number", "Revision \(revision.number)")
            visit.times.fill(row, "at", revision.publishedAt)
            row.text("author", revision.author.map { ", by \($0)" } ?? "")
            let sentences = changes[revision.id].map { $0.flatMap { $0.sentences(names) } }
            row.each("change", sentences ?? []) { row, sentence in row.text("change", sentence) }
            row.text("inside", inside(revision, campaign))
            let isFirst = revision.number == 1
            row.keep("comparison", if: !isFirst)
            row.attribute(
                "comparison", "href",
                Path.comparison(campaign.id, from: .number(revision.number - 1), to: .number(revision.number)))
            row.keep("bring-back", if: isOpen)
            row.attribute("bring-back", "href", Path.bringingBack(revision.number, of: campaign.id))
            row.attribute("bring-back", "aria-label", "Bring revision \(revision.number) back as a draft…")
        }
        page.keep("older", if: listed.count > revisions.count)
        page.attribute(
            "older", "href",
            Path.with(Path.revisions(campaign.id), [("before", String(revisions.last?.number ?? 0))]))
        return try visit.respond(page, in: visit.frame(campaign, "Revisions"))
    }

    private static func inside(_ revision: RevisionStore.Listed, _ campaign: Campaign) -> String {
        let people = Numbers.count(revision.inside, "patient is", "patients are")
        let moves = campaign.movingSince != nil && revision.id != campaign.revisionID && revision.inside > 0
        return "\(people) on the way by it" + (moves ? "; they move to the newest one." : ".")
    }
}
