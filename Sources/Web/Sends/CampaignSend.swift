import Campaigns
import Storage

/// One message: as it was sent, its history, and why.
enum CampaignSend {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let campaign = try visit.campaign(request)
        guard let history = try SendHistoryStore(visit.db).history(of: request.id("send"), in: visit.clinicID),
            history.send.campaignID == campaign.id
        else { throw HTTPRefusal.notFound }
        let sentences = try SendSentences(
            [history.send], in: visit.clinicID, times: visit.times, revisions: RevisionStore(visit.db), visit.db)
        let page = visit.page("campaigns/send.html")
        let why = try sentences.sentence(history.send, naming: facts(about: history.send, of: campaign, visit))
        SendSheet(history: history, why: why, campaign: campaign, visit: visit).fill(page)
        var frame = visit.frame(campaign, history.send.title)
        frame.crumbs.append(Crumb("Sends", Path.sends(campaign.id)))
        return try visit.respond(page, in: frame)
    }

    private static func facts(about send: ListedSend, of campaign: Campaign, _ visit: Visit) throws -> ExplanationFacts
    {
        var named = ExplanationFacts()
        let known = try FactsStore(visit.db).facts(of: [send.patientID], in: visit.clinic(), reading: [])[
            send.patientID]
        named.isToMinorAlone =
            known.map {
                send.contactID == $0.circle.own.id && $0.leaveMinorAlone(for: campaign.purpose, at: send.plannedAt)
            } ?? false
        return named
    }
}
