import Campaigns
import CivilTime

extension Tally.Delta {
    /// One send that nobody had claimed, taken out of the queue: skipped, or failed where a wire is unanswered and it may
    /// have left (delivery.md 2).
    static func taken(
        _ wires: Int, of campaign: ID<Campaign>, _ step: ID<Step>?, in clinic: ID<Clinic>, because reason: Reason,
        at now: Instant
    ) -> Tally.Delta {
        let mayHaveLeft = wires > 0
        return Tally.Delta(
            clinic: clinic, campaign: campaign, step: step, measure: mayHaveLeft ? .failed : .skipped,
            reason: mayHaveLeft ? nil : reason, at: now)
    }
}
