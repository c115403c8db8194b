import Campaigns
import Storage

/// Name, description and type of a campaign, and putting it away.
enum CampaignSettings {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        var form = CampaignForm(campaign.head)
        form.asksAgain = campaign.asksAudienceAgain
        return try page(form, campaign, visit, problems: [], status: 200)
    }

    static func save(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        let posted = try Form(request, names: CampaignForm.names.union([Form.versionField]))
        let form = CampaignForm(posted)
        guard let head = form.head else {
            return try page(form, campaign, visit, problems: form.problems, status: 422)
        }
        var draft = CampaignDraft(of: campaign)
        if campaign.status.mayBeEdited { draft.asksAudienceAgain = form.asksAgain && head.purpose == .care }
        let outcome = try CampaignStore(visit.db).update(
            CampaignOutline(head: head, draft: draft), of: campaign.id, ifVersion: posted.version, in: visit.clinicID,
            by: visit.author, at: visit.now)
        switch outcome {
        case .done:
            return try visit.redirect(to: Path.settings(campaign.id), notice: Notice("The settings are saved."))
        case .stale(let current, let name):
            let who = name ?? "Someone else"
            let problem = FormProblem(
                "name", "\(who) changed this campaign meanwhile. What you typed stands below: save again to keep it.")
            return try page(form, current, visit, problems: [problem], status: 409)
        case .fixed:
            let why =
                campaign.isTable
                ? "The campaign of the reminder table stays a reminder."
                : "The type can be changed only while the campaign is a draft."
            let problem = FormProblem("type", why)
            return try page(form, campaign, visit, problems: [problem], status: 422)
        case .gone: throw HTTPRefusal.notFound
        }
    }

    private static func page(
        _ form: CampaignForm, _ campaign: Campaign, _ visit: Visit, problems: [FormProblem], status: Int
    ) throws -> Response {
        let page = visit.page("campaigns/settings.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: .settings).page())
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.settings(campaign.id))
        page.attribute("version", "value", String(campaign.version))
        form.fill(page, fields, isFixed: campaign.status != .draft)
        if campaign.status.mayBeEdited { form.fillAsking(page, fields, isFixed: campaign.status != .draft) }
        page.attribute("cancel", "href", Path.campaign(campaign.id))
        let mayArchive = campaign.status.mayBecome(.archived)
        page.attribute("export", "href", Path.export(campaign.id))
        page.keep("may-archive", if: mayArchive)
        if mayArchive { page.attribute("archive", "href", Path.archive(campaign.id)) }
        page.text("archive-text", "An archived campaign sends nothing more and stays readable.")
        return try visit.respond(page, in: visit.frame(campaign, "Settings", status: status))
    }
}
