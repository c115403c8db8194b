import Campaigns
import CivilTime
import Markup
import Storage

/// The campaigns of a clinic, fifty a page.
enum CampaignList {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let query = CampaignListQuery(request.query)
        let store = CampaignStore(visit.db)
        let campaigns = try store.page(query.filter, in: visit.clinicID)
        let next = campaigns.active > 0 ? try store.nextSend(in: visit.clinicID, at: visit.now) : nil
        let page = visit.page("campaigns/list.html")
        CampaignListPage(
            campaigns: campaigns, query: query, nextSend: next, isHeld: visit.visitor.heldSince != nil,
            times: visit.times, activeLimit: visit.visitor.activeLimit, mayCreate: visit.may(.manager)
        ).fill(page)
        return try visit.respond(page, in: Frame(title: "Campaigns"))
    }
}
