import Campaigns
import CivilTime
import Storage

/// What became of a campaign, in numbers.
enum CampaignStats {
    static let periods = [7, 30, 90, 365]
    static let usualPeriod = 30

    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let days = request.query["days"].flatMap { Int($0) }.flatMap { periods.contains($0) ? $0 : nil } ?? usualPeriod
        let today = visit.zone.civil(at: visit.now).date
        let first = today.adding(days: 1 - days)
        let stats = StatsStore(visit.db)
        let labels = try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID)
        let model = StatsPage(
            campaign: campaign, totals: try stats.totals(of: campaign.id, in: visit.clinicID),
            steps: try stats.steps(of: campaign.id, in: visit.clinicID),
            skips: try stats.skips(of: campaign.id, in: visit.clinicID),
            labels: labels,
            sent: DayCounts(
                try stats.days(of: campaign.id, in: visit.clinicID, from: first, to: today), from: first, to: today),
            times: visit.times, templates: visit.call.templates)
        let page = visit.page("campaigns/stats.html")
        page.insert("head", CampaignHeadPage(visit: visit, campaign: campaign, tab: .stats).page())
        model.fill(page)
        try ExperimentSection.load(campaign, labels: labels, visit).fill(page)
        return try visit.respond(page, in: visit.frame(campaign, "Statistics"))
    }
}
