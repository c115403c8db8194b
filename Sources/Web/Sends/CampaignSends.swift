import Campaigns
import Storage

/// Every message of a campaign: to whom, when, and why.
enum CampaignSends {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let query = SendsQuery(request.query)
        let filter = query.filter(in: visit.zone)
        let revisions = RevisionStore(visit.db)
        let stretch = try SendList(visit.db, revisions: revisions).stretch(
            of: campaign.id, in: visit.clinicID, filter: filter, at: query.place(filter, at: visit.now))
        let stats = StatsStore(visit.db)
        let model = SendsPage(
            visit: visit, campaign: campaign, query: query, stretch: stretch,
            sentences: try SendSentences(
                stretch.sends, in: visit.clinicID, times: visit.times, revisions: revisions, visit.db),
            labels: try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID),
            skips: try stats.skips(of: campaign.id, in: visit.clinicID),
            planned: try stats.totals(of: campaign.id, in: visit.clinicID)[.planned])
        let page = visit.page("campaigns/sends.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .sends).page())
        try model.fill(page)
        return try visit.respond(page, in: visit.frame(campaign, "Sends"))
    }
}
