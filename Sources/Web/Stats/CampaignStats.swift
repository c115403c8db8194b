import Campaigns
import CivilTime
import Markup
import Storage

/// What became of a campaign over a stretch of days, in numbers.
enum CampaignStats {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let query = PeriodQuery(request.query, of: campaign, visit)
        let labels = try StepStore(visit.db).labels(of: campaign.id, in: visit.clinicID)
        let model = try load(campaign, query, labels, visit)
        let page = visit.page("campaigns/stats.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .stats).page())
        visit.fields(problems: query.problems).fillErrors(page)
        page.insert(
            "period",
            PeriodBar(
                query: query, path: Path.stats(campaign.id), csvPath: Path.statsFile(campaign.id), visit: visit
            ).page())
        model.fill(page)
        try fillDrawing(page, campaign, model, visit)
        try ExperimentSection.load(campaign, labels: labels, visit).fill(page, visit.call.templates)
        let status = query.problems.isEmpty ? 200 : 422
        return try visit.respond(page, in: visit.frame(campaign, "Statistics", status: status))
    }

    private static func load(
        _ campaign: Campaign, _ query: PeriodQuery, _ labels: [ID<Step>: StepStore.Label], _ visit: Visit
    ) throws -> StatsPage {
        let stats = StatsStore(visit.db)
        let period = query.period
        return StatsPage(
            campaign: campaign, query: query, labels: labels,
            counts: try stats.counts(of: campaign.id, in: visit.clinicID, over: period),
            planned: try stats.totals(of: campaign.id, in: visit.clinicID)[.planned],
            visits: campaign.type == .reminder
                ? try stats.visits(about: campaign.id, in: visit.clinicID, over: period) : nil,
            sent: DayCounts(
                try stats.days(of: campaign.id, in: visit.clinicID, from: period.first, to: period.last),
                from: period.first, to: period.last),
            times: visit.times, templates: visit.call.templates)
    }

    /// What runs, with what it counted on its lines and cards.
    private static func fillDrawing(_ page: Page, _ campaign: Campaign, _ model: StatsPage, _ visit: Visit) throws {
        guard let revision = campaign.revisionID, !model.isEmpty else { return page.keep("drawn", if: false) }
        page.keep("drawn", if: true)
        let terms = try RevisionStore(visit.db).terms(revision, of: campaign.id, in: visit.clinicID)
        page.insert(
            "drawing",
            WorkflowDrawing(
                templates: visit.call.templates, trigger: terms.trigger, audience: terms.audience,
                exclusions: terms.exclusions, workflow: terms.workflow,
                messages: try MessageTemplateStore(visit.db).names(in: visit.clinicID),
                counts: WorkflowCounts(model.counts.now)
            ).page())
    }
}

extension PeriodQuery {
    init(_ query: Fields, of campaign: Campaign, _ visit: Visit) {
        self.init(
            query, today: visit.zone.civil(at: visit.now).date,
            beginning: visit.zone.civil(at: campaign.activatedAt ?? campaign.createdAt).date)
    }
}

extension Path {
    static func statsFile(_ id: ID<Campaign>) -> String { "\(stats(id)).csv" }
}
