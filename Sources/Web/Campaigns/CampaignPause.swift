import Campaigns
import Storage

/// Pausing a campaign, and taking that back.
enum CampaignPause {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard campaign.status == .active else { return try visit.refuse(.wrongStatus(campaign.status), campaign) }
        let counts = try visit.life.counts(of: campaign.id, in: visit.clinicID)
        let waiting = waiting(counts)
        let events =
            campaign.purpose == .care
            ? "Patients for whom it begins meanwhile are taken up; their messages wait too."
            : "Nobody new is taken up while it is paused."
        return try CampaignQuestion(
            title: "Pause “\(campaign.name)”?", facts: ["\(waiting); from now on nothing leaves.", events],
            submit: "Pause the campaign", cancel: "Leave it running", action: Path.pause(campaign.id)
        ).respond(campaign, visit)
    }

    static func pause(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        _ = try Form(request, names: [])
        let outcome = try visit.life.pause(campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard outcome == .done else { return try visit.refuse(outcome, campaign) }
        let counts = try visit.life.counts(of: campaign.id, in: visit.clinicID)
        return try visit.redirect(
            to: Path.stats(campaign.id),
            notice: Notice(
                "“\(campaign.name)” is paused.",
                "\(waiting(counts)); nothing leaves until you resume it.",
                undo: Notice.Undo(path: Path.undoPause(campaign.id), label: "Undo")))
    }

    private static func waiting(_ counts: CampaignLifeCounts) -> String {
        Numbers.count(counts.waiting, upTo: CampaignLifeCounts.mostCounted, "message waits", "messages wait")
    }

    static func undo(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        _ = try Form(request, names: [])
        let outcome = try visit.life.undoPause(campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard outcome == .done else { return try visit.refuse(outcome, campaign) }
        return try visit.redirect(
            to: Path.stats(campaign.id),
            notice: Notice("“\(campaign.name)” goes on as if it had never been paused."))
    }
}
