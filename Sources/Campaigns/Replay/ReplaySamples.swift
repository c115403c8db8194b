import CivilTime

/// Messages of a replay to look at: some of each day, and some of each reason why others were held or skipped.
public struct ReplaySamples: Sendable, Hashable, Codable {
    public struct Sample: Sendable, Hashable, Codable {
        public let patient: ID<Patient>
        public let step: ID<Step>
        public let channel: Channel
        /// When it would have left; of one held or skipped, when it was planned.
        public let at: Instant
    }

    /// How many are kept of each.
    public static let most = 12

    public private(set) var days: [CivilDate: [Sample]] = [:]
    public private(set) var skipped: [Reason: [Sample]] = [:]
    public private(set) var held: [Reason: [Sample]] = [:]

    public init() {}

    mutating func send(_ sample: Sample, on day: CivilDate) { Self.add(sample, to: &days[day, default: []]) }

    mutating func skip(_ sample: Sample, _ reason: Reason) { Self.add(sample, to: &skipped[reason, default: []]) }

    mutating func hold(_ sample: Sample, _ reason: Reason) { Self.add(sample, to: &held[reason, default: []]) }

    private static func add(_ sample: Sample, to samples: inout [Sample]) {
        if samples.count < most { samples.append(sample) }
    }
}

extension ReplayedMessage {
    func sample(at: Instant) -> ReplaySamples.Sample {
        ReplaySamples.Sample(patient: patient, step: waiting.step, channel: waiting.channel, at: at)
    }
}
