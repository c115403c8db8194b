import CivilTime

/// One patient's way through one campaign for one anchor: the values that, with the facts, decide every plan.
public struct Enrollment: Sendable, Hashable {
    public let id: ID<Enrollment>
    public let patientID: ID<Patient>
    public var anchor: Anchor
    public var event: EventType?
    /// What else the event told, where a rule of the campaign asks for it.
    public var eventData: JSON?
    /// What it is about, as its once-only key; nil for one that is only thought of.
    public var anchorKey: String?
    /// MOVED: the start that the event told.
    public var emittedStart: Instant?
    /// Logical start: the event's own time.
    public var startedAt: Instant
    public var receivedAt: Instant
    /// By an old event: nothing due before receipt is sent (rules.md 1.5).
    public var isTakenUp: Bool
    /// `startedAt`, or the time at which a cancelled visit was booked again.
    public var opensAt: Instant
    /// Version of the sends before the first visit-dependent wait.
    public var openingVersion: Int
    /// The last change of the visit; it is `reached` at the first visit-dependent wait (rules.md 3.3).
    public var reopenedAt: Instant?
    /// Version of the sends from the first visit-dependent wait on.
    public var scheduleVersion: Int
    /// Lanes taken at conditions and branches whose time has come, or whose answer is fixed.
    public var decisions: [ID<Step>: LaneKey]
    public var status: EnrollmentStatus
    /// By which its waits last longer, oldest first.
    public var pauses: [Standstill] = []

    public init(
        id: ID<Enrollment>, patientID: ID<Patient>, anchor: Anchor, event: EventType?, anchorKey: String? = nil,
        emittedStart: Instant?,
        startedAt: Instant, receivedAt: Instant, isTakenUp: Bool, opensAt: Instant? = nil, openingVersion: Int = 1,
        reopenedAt: Instant? = nil, scheduleVersion: Int = 1, decisions: [ID<Step>: LaneKey] = [:],
        status: EnrollmentStatus = .running
    ) {
        self.id = id
        self.patientID = patientID
        self.anchor = anchor
        self.event = event
        self.anchorKey = anchorKey
        self.emittedStart = emittedStart
        self.startedAt = startedAt
        self.receivedAt = receivedAt
        self.isTakenUp = isTakenUp
        self.opensAt = opensAt ?? startedAt
        self.openingVersion = openingVersion
        self.reopenedAt = reopenedAt
        self.scheduleVersion = scheduleVersion
        self.decisions = decisions
        self.status = status
    }
}

public enum EnrollmentStatus: String, Sendable, Codable, CaseIterable {
    case running, finished, ended
}
