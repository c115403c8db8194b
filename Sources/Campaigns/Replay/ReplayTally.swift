import CivilTime

/// What a replay counts, patient by patient; what it has counted may be kept and gone on with.
public struct ReplayTally: Sendable, Hashable, Codable {
    /// One step's messages.
    public struct StepCount: Sendable, Hashable, Codable {
        public let step: ID<Step>
        public let channel: Channel
        public var sent = 0
        public var skipped = 0
        public var held = 0

        init(step: ID<Step>, channel: Channel) {
            self.step = step
            self.channel = channel
        }
    }

    /// A patient who would have got many messages within a week.
    public struct Crowded: Sendable, Hashable, Codable {
        public let patient: ID<Patient>
        /// The most in any seven days of the clinic.
        public let messages: Int
    }

    public private(set) var enrolled = 0
    /// Patients with at least one message.
    public private(set) var patients = 0
    public private(set) var sent = 0
    public private(set) var steps: [StepCount] = []
    public private(set) var skipped: [Reason: Int] = [:]
    /// Messages that were held at least once.
    public private(set) var held: [Reason: Int] = [:]
    /// Planned for after the end.
    public private(set) var ahead = 0
    /// Messages by day of the clinic.
    public private(set) var days: [CivilDate: Int] = [:]
    public private(set) var onClosedDays = 0
    /// How many had three or more in a week, and those with the most.
    public private(set) var crowded = 0
    public private(set) var mostCrowded: [Crowded] = []

    /// nil of a replay that was kept before there were any.
    private var kept: ReplaySamples?
    public var samples: ReplaySamples { kept ?? ReplaySamples() }

    /// So many in seven days are many.
    public static let crowd = 3
    static let shownCrowded = 20

    public init() {}

    mutating func enroll() { enrolled += 1 }

    mutating func send(_ message: ReplaySamples.Sample, on day: CivilDate, isOpen: Bool) {
        sent += 1
        days[day, default: 0] += 1
        if !isOpen { onClosedDays += 1 }
        steps[place(message)].sent += 1
        kept = kept ?? ReplaySamples()
        kept?.send(message, on: day)
    }

    mutating func skip(_ message: ReplaySamples.Sample, _ reason: Reason) {
        skipped[reason, default: 0] += 1
        steps[place(message)].skipped += 1
        kept = kept ?? ReplaySamples()
        kept?.skip(message, reason)
    }

    mutating func hold(_ message: ReplaySamples.Sample, _ reason: Reason) {
        held[reason, default: 0] += 1
        steps[place(message)].held += 1
        kept = kept ?? ReplaySamples()
        kept?.hold(message, reason)
    }

    mutating func leaveAhead() { ahead += 1 }

    /// - Parameter days: of one patient's messages, in any order.
    mutating func finish(_ patient: ID<Patient>, _ days: [CivilDate]) {
        guard !days.isEmpty else { return }
        patients += 1
        let most = Self.mostInAWeek(days)
        guard most >= Self.crowd else { return }
        crowded += 1
        mostCrowded.append(Crowded(patient: patient, messages: most))
        mostCrowded.sort { ($1.messages, $0.patient) < ($0.messages, $1.patient) }
        mostCrowded = Array(mostCrowded.prefix(Self.shownCrowded))
    }

    static func mostInAWeek(_ days: [CivilDate]) -> Int {
        days.map { first in days.count { (0..<7).contains($0.days(since: first)) } }.max() ?? 0
    }

    /// The days with most messages, most first; at most `limit`.
    public func busiest(_ limit: Int) -> [(day: CivilDate, messages: Int)] {
        days.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(limit).map { ($0.key, $0.value) }
    }

    /// Messages by channel.
    public var channels: [Channel: Int] {
        Dictionary(steps.map { ($0.channel, $0.sent) }, uniquingKeysWith: +)
    }

    private mutating func place(_ message: ReplaySamples.Sample) -> Int {
        let (step, channel) = (message.step, message.channel)
        if let index = steps.firstIndex(where: { $0.step == step && $0.channel == channel }) { return index }
        steps.append(StepCount(step: step, channel: channel))
        return steps.count - 1
    }
}
