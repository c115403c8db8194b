import Campaigns
import Markup

/// What asks before it hurts: the question, the numbers, and the two ways on.
struct CampaignQuestion {
    let title: String
    let facts: [String]
    /// nil where there is nothing to do: then only the way back stands.
    let submit: String?
    let cancel: String
    let action: String

    func respond(_ campaign: Campaign, _ visit: Visit) throws -> Response {
        let page = visit.page("confirm.html")
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: campaign, tab: nil).page())
        page.text("title", title)
        page.keep("facts", if: !facts.isEmpty)
        page.each("fact", facts) { row, fact in row.text("fact", fact) }
        visit.fill(of: page, postingTo: action)
        page.keep("submit", if: submit != nil)
        page.text("submit", submit ?? "")
        page.text("cancel", cancel)
        page.attribute("cancel", "href", Path.campaign(campaign.id))
        return try visit.respond(page, in: visit.frame(campaign, submit ?? title))
    }
}
