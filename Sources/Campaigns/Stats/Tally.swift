import CivilTime

/// The counts of a campaign, kept in batches beside its rows.
public struct Tally: Sendable, Hashable {
    public enum Measure: String, Sendable, Codable, CaseIterable {
        case recipients, planned, sent, delivered, failed, skipped, opened, clicked
    }

    /// One change of a count.
    public struct Delta: Sendable, Hashable {
        public let clinic: ID<Clinic>
        public let campaign: ID<Campaign>
        /// nil for what no step counts.
        public let step: ID<Step>?
        public let measure: Measure
        /// Of what was skipped.
        public let reason: Reason?
        public let at: Instant
        public let amount: Int

        public init(
            clinic: ID<Clinic>, campaign: ID<Campaign>, step: ID<Step>?, measure: Measure, reason: Reason? = nil,
            at: Instant, amount: Int = 1
        ) {
            self.clinic = clinic
            self.campaign = campaign
            self.step = step
            self.measure = measure
            self.reason = reason
            self.at = at
            self.amount = amount
        }
    }

    public var counts: [Measure: Int]

    public init(counts: [Measure: Int] = [:]) { self.counts = counts }

    public subscript(_ measure: Measure) -> Int { counts[measure] ?? 0 }
}
