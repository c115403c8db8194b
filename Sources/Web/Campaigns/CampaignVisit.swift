import Campaigns
import Storage

extension Visit {
    /// The campaign that the path names.
    ///
    /// - Throws: `HTTPRefusal.notFound` for another clinic's, too.
    func campaign(_ request: Request) throws -> Campaign {
        guard let campaign = try CampaignStore(db).campaign(request.id("id"), in: clinicID) else {
            throw HTTPRefusal.notFound
        }
        return campaign
    }

    /// The frame of a page about one campaign.
    func frame(_ campaign: Campaign, _ title: String, status: Int = 200) -> Frame {
        Frame(
            title: "\(title) · \(campaign.name)",
            crumbs: [Crumb("Campaigns", Path.campaigns), Crumb(campaign.name, Path.campaign(campaign.id))],
            status: status)
    }

    var life: CampaignLife { CampaignLife(db, revisions: RevisionStore(db)) }

    var author: Author { .staff(staff.id) }
}
