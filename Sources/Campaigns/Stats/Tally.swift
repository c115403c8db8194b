import CivilTime

/// The counts of a campaign, kept in batches beside its rows.
public struct Tally: Sendable, Hashable {
    public enum Measure: String, Sendable, Codable, CaseIterable {
        case recipients, planned, sent, delivered, failed, skipped, opened, clicked
        /// Enrollments that began, and the lanes that they took.
        case began, took
        /// Visits that were booked, and surveys that were answered, within `followDays` after a message.
        case booked, answered

        /// Those that are kept for a campaign's whole life besides.
        public static let whole: [Measure] = [
            .recipients, .planned, .sent, .delivered, .failed, .skipped, .opened, .clicked,
        ]
    }

    /// What happens so many days after a message counts as its fruit.
    public static let followDays = 30

    /// One change of a count.
    public struct Delta: Sendable, Hashable {
        public let clinic: ID<Clinic>
        public let campaign: ID<Campaign>
        /// nil for what no step counts.
        public let step: ID<Step>?
        public let measure: Measure
        /// Of what was skipped.
        public let reason: Reason?
        /// Of the condition or branch that parted there.
        public let lane: LaneKey?
        public let at: Instant
        public let amount: Int

        public init(
            clinic: ID<Clinic>, campaign: ID<Campaign>, step: ID<Step>?, measure: Measure, reason: Reason? = nil,
            lane: LaneKey? = nil, at: Instant, amount: Int = 1
        ) {
            self.clinic = clinic
            self.campaign = campaign
            self.step = step
            self.measure = measure
            self.reason = reason
            self.lane = lane
            self.at = at
            self.amount = amount
        }
    }

    public var counts: [Measure: Int]

    public init(counts: [Measure: Int] = [:]) { self.counts = counts }

    public subscript(_ measure: Measure) -> Int { counts[measure] ?? 0 }

    mutating func add(_ amount: Int, of measure: Measure) { counts[measure, default: 0] += amount }
}
