import Campaigns
import Storage

/// Why each send of a page left when it did, waits, or never leaves: what lists, a send's own page and the API say.
struct SendSentences {
    private let campaign: Campaign
    private let terms: Terms?
    private let visits: [ID<Send>: Explanation.Visit]
    private let times: Times

    init(_ sends: [ListedSend], of campaign: Campaign, times: Times, _ db: Database) throws {
        self.campaign = campaign
        self.times = times
        terms = try campaign.revisionID.map {
            try RevisionStore(db).terms($0, of: campaign.id, in: campaign.clinicID)
        }
        visits = try SendVisits(db).visits(of: sends.map(\.id), in: campaign.clinicID)
    }

    func sentence(_ send: ListedSend, naming facts: ExplanationFacts = ExplanationFacts()) -> String {
        Explanation(
            outcome: Explanation.Outcome(
                phase: send.phase, reason: send.reason, failure: send.failure, nextAt: send.nextAt),
            type: campaign.type, purpose: campaign.purpose, channel: send.channel,
            trigger: terms?.trigger ?? campaign.trigger,
            wait: terms?.workflow.wait(before: send.stepID)?.expression, visit: visits[send.id],
            plannedAt: send.plannedAt, facts: facts
        ).sentence(times)
    }
}
