import CivilTime

/// A message as an itinerary foresees it: to whom, when, and under which wait.
public struct PlannedSend: Sendable, Hashable {
    public let step: Step
    public let action: SendStep
    /// nil when nobody can receive it.
    public let recipient: Recipient?
    /// When it leaves, windows counted in.
    public let plannedAt: Instant
    /// From when lateness counts (rules.md 3.2).
    public let dueAt: Instant
    public let wait: WaitContext
    /// The visit that it is about: the one its wait counted from, else the enrollment's.
    public let visit: Appointment?
    public let version: Int
    /// Set when planning already knows that it will not go.
    public let skip: Reason?
    /// Its arm in the step's experiment; nil outside of one.
    public let arm: Arm?

    /// The message template that it is made from, as far as that is known ahead.
    public var template: ID<MessageTemplate>? { action.template(of: arm) }

    /// The same in every arm of its test that has a message; itself outside of one.
    var inEachArm: [PlannedSend] {
        guard arm != nil, let experiment = action.experiment else { return [self] }
        return experiment.arms.map { arm in
            PlannedSend(
                step: step, action: action, recipient: recipient, plannedAt: plannedAt, dueAt: dueAt, wait: wait,
                visit: visit, version: version, skip: skip, arm: arm)
        }
    }
}

/// What the wait before a send says about it.
public struct WaitContext: Sendable, Hashable {
    /// How the wait's time hangs on a visit.
    public var visitRelation: VisitRelation
    /// No wait came before it: it is due at the event.
    public var isAtEvent: Bool
    /// It comes before the first visit-dependent wait, so a move leaves it alone.
    public var isOpening: Bool
    /// The sentence of the wait; nil at the event.
    public var expression: WaitExpression?

    public static let atEvent = WaitContext(
        visitRelation: .none, isAtEvent: true, isOpening: true, expression: nil)

    /// Whether a message after this wait is of no use once the visit has started.
    ///
    /// - Parameter event: what started the enrollment.
    func isForVisitOnly(_ type: CampaignType, _ event: EventType?) -> Bool {
        switch visitRelation {
        case .before, .dayOf: true
        case .none: isAtEvent && (type == .reminder || event?.concernsComingVisit == true)
        case .after: false
        }
    }

    public init(visitRelation: VisitRelation, isAtEvent: Bool, isOpening: Bool, expression: WaitExpression?) {
        self.visitRelation = visitRelation
        self.isAtEvent = isAtEvent
        self.isOpening = isOpening
        self.expression = expression
    }
}
