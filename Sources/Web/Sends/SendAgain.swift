import Campaigns
import Storage

/// Sending a failed message once more, which asks first.
enum SendAgain {
    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let (campaign, history) = try load(request, visit)
        guard history.send.phase == .failed else { return try refuse(.notFailed, history.send, visit) }
        var facts = ["It goes to \(history.send.recipientName) with the next minutes, if everything still allows it."]
        if let failure = history.send.failure { facts.insert(failure.sentence, at: 0) }
        if history.send.failure == .ambiguous { facts.append("If it did arrive the first time, it arrives twice.") }
        return try CampaignQuestion(
            title: "Send “\(history.send.title)” again?", facts: facts, submit: "Send it again",
            cancel: "Leave it", action: Path.sendAgain(history.send.id, of: campaign.id)
        ).respond(campaign, visit)
    }

    static func send(_ request: Request, _ visit: Visit) throws -> Response {
        let (campaign, history) = try load(request, visit)
        _ = try Form(request, names: [])
        let outcome = try SendRetry(visit.db).retry(
            history.send.id, of: campaign.id, in: visit.clinicID, by: visit.author, at: visit.now)
        guard case .made(let id) = outcome else { return try refuse(outcome, history.send, visit) }
        return try visit.redirect(
            to: Path.send(id, of: campaign.id),
            notice: Notice("It is planned once more.", "The failed message stays as it was."))
    }

    private static func load(_ request: Request, _ visit: Visit) throws -> (Campaign, SendHistory) {
        let campaign = try visit.campaign(request)
        guard let history = try SendHistoryStore(visit.db).history(of: request.id("send"), in: visit.clinicID),
            history.send.campaignID == campaign.id
        else { throw HTTPRefusal.notFound }
        return (campaign, history)
    }

    private static func refuse(_ outcome: SendRetry.Outcome, _ send: ListedSend, _ visit: Visit) throws -> Response {
        let text =
            switch outcome {
            case .made, .gone: throw HTTPRefusal.notFound
            case .notFailed: "It has not failed."
            case .again: "It was sent once more already."
            case .overtaken: "Its campaign is over, or its visit has been moved since."
            }
        return try visit.redirect(
            to: Path.send(send.id, of: send.campaignID), notice: Notice("Nothing was sent.", text, tone: .warn))
    }
}
