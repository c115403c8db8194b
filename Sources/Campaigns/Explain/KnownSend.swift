import CivilTime

/// A send row as it is on record.
public struct KnownSend: Sendable, Hashable {
    public let id: ID<Send>
    /// As the verdict sees it.
    public let waiting: WaitingSend
    public let phase: SendPhase
    public let failure: FailureClass?
    public let reason: Reason?
    /// When a claimer may take it; nil when parked or ended.
    public let nextAt: Instant?
    public let refusals: Int
    /// How often a row for the same has been made anew.
    public let retry: Int
    public let sentAt: Instant?
    public let deliveredAt: Instant?
    /// When its phase last changed.
    public let changedAt: Instant
    /// The name of who receives it; nil when it found nobody.
    public let recipient: String?

    public init(
        id: ID<Send>, waiting: WaitingSend, phase: SendPhase, failure: FailureClass?, reason: Reason?,
        nextAt: Instant?, refusals: Int, retry: Int = 0, sentAt: Instant?, deliveredAt: Instant?, changedAt: Instant,
        recipient: String?
    ) {
        self.id = id
        self.waiting = waiting
        self.phase = phase
        self.failure = failure
        self.reason = reason
        self.nextAt = nextAt
        self.refusals = refusals
        self.retry = retry
        self.sentAt = sentAt
        self.deliveredAt = deliveredAt
        self.changedAt = changedAt
        self.recipient = recipient
    }

    /// As a plan sees it.
    var existing: ExistingSend {
        ExistingSend(
            id: id, step: waiting.step, point: waiting.point, channel: waiting.channel, version: waiting.version,
            isOpening: waiting.wait.isOpening, isUntouched: phase == .ready || phase == .parked,
            skip: phase == .skipped ? reason : nil, retry: retry)
    }
}

extension Terms {
    /// What a row's columns and its step's place in the workflow say about the wait before it.
    ///
    /// - Parameter decisions: the lanes that the enrollment took.
    public func wait(
        before step: ID<Step>, along decisions: [ID<Step>: LaneKey], _ relation: VisitRelation, isAtEvent: Bool,
        isOpening: Bool
    ) -> WaitContext {
        WaitContext(
            visitRelation: relation, isAtEvent: isAtEvent, isOpening: isOpening,
            expression: workflow.wait(before: step, along: decisions)?.expression)
    }

    /// Whether sends of the step are skipped once the visit is confirmed.
    public func isOnlyUntilConfirmed(_ step: ID<Step>) -> Bool {
        if case .send(let action) = workflow.step(step)?.action { action.isOnlyUntilConfirmed } else { false }
    }
}
