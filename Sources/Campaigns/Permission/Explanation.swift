import CivilTime

/// Why a message leaves when it does, waits, or never left, as a plain sentence for staff.
///
/// It draws on what is at hand; what is nil makes the sentence more general, never wrong.
public struct Explanation: Sendable, Hashable {
    /// What became of the message, or would become of it.
    public enum Outcome: Sendable, Hashable {
        /// It waits for its time, or has left at it.
        case timed
        /// Not before `until`.
        case held(until: Instant?, Reason)
        case parked(Reason)
        case skipped(Reason)
        case leaving
        case unanswered
        case failed(FailureClass)
    }

    /// The visit that the message is about.
    public struct Visit: Sendable, Hashable {
        /// The appointment type, such as "Adjustment".
        public let type: String
        public let startsAt: Instant
        /// When it was booked, if that is known.
        public let bookedAt: Instant?

        public init(type: String, startsAt: Instant, bookedAt: Instant? = nil) {
            self.type = type
            self.startsAt = startsAt
            self.bookedAt = bookedAt
        }

        public init(_ visit: Appointment) {
            self.init(type: visit.type, startsAt: visit.startsAt, bookedAt: visit.bookedAt)
        }
    }

    public var outcome: Outcome
    public var type: CampaignType
    public var purpose: Purpose
    public var channel: Channel
    public var trigger: Trigger?
    /// The wait that the message follows; nil at the event.
    public var wait: WaitExpression?
    public var visit: Visit?
    public var plannedAt: Instant
    /// What the sentence can name.
    public var facts: ExplanationFacts

    public init(
        outcome: Outcome, type: CampaignType, purpose: Purpose, channel: Channel, trigger: Trigger?,
        wait: WaitExpression?, visit: Visit?, plannedAt: Instant, facts: ExplanationFacts = ExplanationFacts()
    ) {
        self.outcome = outcome
        self.type = type
        self.purpose = purpose
        self.channel = channel
        self.trigger = trigger
        self.wait = wait
        self.visit = visit
        self.plannedAt = plannedAt
        self.facts = facts
    }

    /// - Parameter times: the clinic's zone, and the year that need not be said.
    public func sentence(_ times: Times) -> String {
        let text = outcomeSentence(times)
        guard facts.isToMinorAlone, outcome.reachesSomebody else { return text }
        return "\(text) \(Self.minorAlone)"
    }

    /// What staff are warned of.
    public static let minorAlone = "Mind: no contact receives for this minor, so it goes to the minor's own address."

    private func outcomeSentence(_ times: Times) -> String {
        switch outcome {
        case .timed: timing(times)
        case .held(let until, let reason): held(until, reason, times)
        case .parked(let reason): waiting(reason, times)
        case .skipped(let reason): skipped(reason, times)
        case .leaving: "It is leaving now."
        case .unanswered: "It may have left: the provider's answer is awaited."
        case .failed(let failure): failure.sentence
        }
    }
}

extension Explanation.Outcome {
    /// Whether the message has left, or still may.
    fileprivate var reachesSomebody: Bool {
        switch self {
        case .timed, .held, .parked, .leaving, .unanswered: true
        case .skipped, .failed: false
        }
    }

    /// What a row's phase and columns say.
    public init(phase: SendPhase, reason: Reason?, failure: FailureClass?, nextAt: Instant?) {
        switch phase {
        case .ready: self = reason.map { .held(until: nextAt, $0) } ?? .timed
        case .parked: self = .parked(reason ?? .providerStopped)
        case .claimed, .wire: self = .leaving
        case .unknown: self = .unanswered
        case .sent, .delivered: self = .timed
        case .skipped: self = .skipped(reason ?? .enrollmentEnded)
        case .failed: self = .failed(failure ?? .permanent)
        }
    }

    /// What the verdict over a message says.
    public init(_ verdict: Verdict) {
        switch verdict {
        case .send: self = .timed
        case .hold(let until, let reason): self = .held(until: until, reason)
        case .park(let reason): self = .parked(reason)
        case .skip(let reason): self = .skipped(reason)
        }
    }
}
