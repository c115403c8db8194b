import CivilTime

/// All that the verdict over one message asks about, read afresh.
public struct SendQuestion: Sendable {
    public var campaignStatus: CampaignStatus
    public var terms: Terms
    public var enrollment: Enrollment
    public var facts: Facts
    public var send: WaitingSend
    /// The clinic's dates of the patient's marketing messages that count for the cap, this one not among them.
    public var patientMarketingDays: [CivilDate]
    /// Those of the contact point.
    public var pointMarketingDays: [CivilDate]
    /// A revision was published that the enrollment moves to, and has not yet.
    public var awaitsRevision = false

    public init(
        campaignStatus: CampaignStatus, terms: Terms, enrollment: Enrollment, facts: Facts, send: WaitingSend,
        patientMarketingDays: [CivilDate] = [], pointMarketingDays: [CivilDate] = []
    ) {
        self.campaignStatus = campaignStatus
        self.terms = terms
        self.enrollment = enrollment
        self.facts = facts
        self.send = send
        self.patientMarketingDays = patientMarketingDays
        self.pointMarketingDays = pointMarketingDays
    }
}

/// A send row as the verdict sees it.
public struct WaitingSend: Sendable, Hashable {
    public var step: ID<Step>
    public var channel: Channel
    public var contact: ID<Contact>?
    public var point: ID<ContactPoint>?
    public var version: Int
    public var wait: WaitContext
    public var plannedAt: Instant
    public var dueAt: Instant
    /// How long cap, provider or clinic have held it so far.
    public var heldSeconds: Int
    public var isOnlyUntilConfirmed: Bool
    /// Its arm in the step's experiment; nil outside of one.
    public var arm: Arm?

    public init(
        step: ID<Step>, channel: Channel, contact: ID<Contact>?, point: ID<ContactPoint>?, version: Int,
        wait: WaitContext, plannedAt: Instant, dueAt: Instant, heldSeconds: Int = 0,
        isOnlyUntilConfirmed: Bool = false, arm: Arm? = nil
    ) {
        self.step = step
        self.channel = channel
        self.contact = contact
        self.point = point
        self.version = version
        self.wait = wait
        self.plannedAt = plannedAt
        self.dueAt = dueAt
        self.heldSeconds = heldSeconds
        self.isOnlyUntilConfirmed = isOnlyUntilConfirmed
        self.arm = arm
    }
}
