/// What a campaign counted in a stretch of days.
public struct PeriodCounts: Sendable, Hashable {
    /// Of the whole campaign.
    public private(set) var total = Tally()
    public private(set) var steps: [ID<Step>: Tally] = [:]
    /// Messages by why they were skipped.
    public private(set) var skips: [Reason: Int] = [:]
    /// How often each lane of a condition or branch was taken.
    public private(set) var lanes: [ID<Step>: [LaneKey: Int]] = [:]

    public init() {}

    /// - Parameters:
    ///   - step: nil for what no step counts.
    ///   - detail: the reason of what was skipped, the lane that was taken, else empty.
    public mutating func add(_ amount: Int, of measure: Tally.Measure, step: ID<Step>?, detail: String) {
        total.add(amount, of: measure)
        if let step { steps[step, default: Tally()].add(amount, of: measure) }
        if measure == .skipped, let reason = Reason(rawValue: detail) { skips[reason, default: 0] += amount }
        if measure == .took, let step, let lane = LaneKey(rawValue: detail) {
            lanes[step, default: [:]][lane, default: 0] += amount
        }
    }

    /// Of the steps of which any delivery was told: how many were delivered, and sent.
    public var receipts: (delivered: Int, sent: Int) {
        let telling = steps.values.filter { $0[.delivered] > 0 }
        return (telling.reduce(0) { $0 + $1[.delivered] }, telling.reduce(0) { $0 + $1[.sent] })
    }

    /// Most frequent first.
    public var skipsByCount: [(reason: Reason, count: Int)] {
        skips.filter { $0.value > 0 }.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            .map { (reason: $0.key, count: $0.value) }
    }
}
