import Campaigns
import Storage

/// Putting a campaign away for good.
enum CampaignArchive {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard campaign.status.mayBecome(.archived) else {
            return try visit.refuse(.wrongStatus(campaign.status), campaign)
        }
        return try CampaignQuestion(
            title: "Archive “\(campaign.name)”?", facts: try facts(campaign, visit), submit: "Archive the campaign",
            cancel: "Keep it", action: Path.archive(campaign.id)
        ).respond(campaign, visit)
    }

    static func archive(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        _ = try Form(request, names: [])
        let outcome = try visit.life.archive(campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard outcome == .done else { return try visit.refuse(outcome, campaign) }
        return try visit.redirect(
            to: Path.campaigns, notice: Notice("“\(campaign.name)” is archived.", "It stays readable."))
    }

    private static func facts(_ campaign: Campaign, _ visit: Visit) throws -> [String] {
        let last = "It stays readable, and cannot be activated again."
        guard campaign.status.isUnderWay else { return [last] }
        return try visit.life.counts(of: campaign.id, in: visit.clinicID).losses + [last]
    }
}
