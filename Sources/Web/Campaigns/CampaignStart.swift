/// `/campaigns/:id`: a draft's workflow, else what became of it.
enum CampaignStart {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        return .redirect(to: campaign.status == .draft ? Path.builder(campaign.id) : Path.stats(campaign.id))
    }
}
