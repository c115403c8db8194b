import Campaigns
import Storage

/// Beginning with an empty campaign.
enum CampaignNew {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        try page(CampaignForm(), visit, status: 200)
    }

    static func create(_ request: Request, _ visit: Visit) throws -> Response {
        let form = CampaignForm(try Form(request, names: CampaignForm.names))
        guard let head = form.head else { return try page(form, visit, status: 422) }
        let id = try CampaignStore(visit.db).create(head, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.builder(id),
            notice: Notice("“\(head.name)” is a draft.", "Choose what starts it, then add its first step."))
    }

    private static func page(_ form: CampaignForm, _ visit: Visit, status: Int) throws -> Response {
        let page = visit.page("campaigns/new.html")
        let fields = visit.fields(problems: form.problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.campaigns)
        form.fill(page, fields)
        page.attribute("cancel", "href", Path.campaigns)
        let frame = Frame(title: "New campaign", crumbs: [Crumb("Campaigns", Path.campaigns)], status: status)
        return try visit.respond(page, in: frame)
    }
}
