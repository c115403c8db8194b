import Campaigns
import Storage

/// Every message of a campaign: to whom, when, and why.
enum CampaignSends {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let query = SendsQuery(request.query)
        let sends = try SendList(visit.db).page(
            of: campaign.id, in: visit.clinicID, filter: query.filter, after: query.after)
        let model = SendsPage(
            campaign: campaign, query: query, sends: sends,
            sentences: try SendSentences(sends.sends, of: campaign, times: visit.times, visit.db),
            labels: try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID),
            planned: try StatsStore(visit.db).totals(of: campaign.id, in: visit.clinicID)[.planned],
            times: visit.times)
        let page = visit.page("campaigns/sends.html")
        page.insert("head", CampaignHeadPage(visit: visit, campaign: campaign, tab: .sends).page())
        model.fill(page)
        return try visit.respond(page, in: visit.frame(campaign, "Sends"))
    }
}
