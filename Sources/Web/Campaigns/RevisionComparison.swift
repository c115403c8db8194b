import Campaigns
import Markup
import Storage

/// Any two states of a campaign, compared in sentences and on the drawing.
enum RevisionComparison {
    /// `?from=2&to=4`; `draft` is the draft as it stands.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard let from = RevisionOffers.State(request.query["from"]),
            let to = RevisionOffers.State(request.query["to"]),
            let old = try terms(from, campaign, visit), let new = try terms(to, campaign, visit)
        else { throw HTTPRefusal.notFound }
        let named = try ChangeNames.load(visit)
        let changed = ChangedWorkflow(from: old, to: new)
        let sentences = new.changes(since: old).flatMap { $0.sentences(named.names) }
        let numbers = try RevisionStore(visit.db).numbers(of: campaign.id, in: visit.clinicID)
        let page = visit.page("campaigns/compare.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.insert("comparable", RevisionOffers(numbers, visit.times).form(visit, campaign.id, from: from, to: to))
        page.text("title", "From \(from.phrase) to \(to.phrase)")
        page.keep("same", if: sentences.isEmpty)
        page.keep("differs", if: !sentences.isEmpty)
        page.each("change", sentences) { row, sentence in row.text("change", sentence) }
        page.text("summary", changed.summary)
        page.insert("drawing", changed.drawing(visit.call.templates, of: new, naming: named.messages))
        page.attribute("back", "href", Path.revisions(campaign.id))
        return try visit.respond(page, in: visit.frame(campaign, "Compare"))
    }

    private static func terms(_ state: RevisionOffers.State, _ campaign: Campaign, _ visit: Visit) throws -> Terms? {
        switch state {
        case .draft: try CampaignStore(visit.db).terms(of: campaign)
        case .number(let number):
            try RevisionStore(visit.db).terms(number: number, of: campaign.id, in: visit.clinicID)
        }
    }
}
