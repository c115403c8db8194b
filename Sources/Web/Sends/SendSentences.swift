import Campaigns
import Storage

/// Why each send of a page left when it did, waits, or never leaves: what lists, a send's own page and the API say.
struct SendSentences {
    private let clinic: ID<Clinic>
    private let revisions: RevisionStore
    private let visits: [ID<Send>: Explanation.Visit]
    private let times: Times

    /// - Parameter revisions: what has read the sends' revisions already.
    init(
        _ sends: [ListedSend], in clinic: ID<Clinic>, times: Times, revisions: RevisionStore, _ db: Database
    ) throws {
        self.clinic = clinic
        self.revisions = revisions
        self.times = times
        visits = try SendVisits(db).visits(of: sends.map(\.id), in: clinic)
    }

    /// By the revision that planned it.
    func sentence(_ send: ListedSend, naming facts: ExplanationFacts = ExplanationFacts()) throws -> String {
        let terms = try revisions.terms(send.revisionID, of: send.campaignID, in: clinic)
        return Explanation(
            outcome: Explanation.Outcome(
                phase: send.phase, reason: send.reason, failure: send.failure, nextAt: send.nextAt),
            type: terms.type, purpose: terms.purpose, channel: send.channel, trigger: terms.trigger,
            wait: terms.workflow.wait(before: send.stepID)?.expression, visit: visits[send.id],
            plannedAt: send.plannedAt, facts: facts
        ).sentence(times)
    }
}
