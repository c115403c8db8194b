import CivilTime

/// What staff create, activate, pause and archive: the head of it, without its steps.
public struct Campaign: Sendable, Hashable {
    public let id: ID<Campaign>
    public let clinicID: ID<Clinic>
    public var name: String
    public var description: String
    public var type: CampaignType
    public var purpose: Purpose
    public var trigger: Trigger?
    public var audience: Rule
    public var exclusions: Rule?
    /// Days after which the same anchor may enroll again; nil means never.
    public var reentryDays: Int?
    /// Of care, whether each message asks the audience again.
    public var asksAudienceAgain = false
    public var status: CampaignStatus
    /// Rises with each saved change of the draft.
    public var version: Int
    /// What new enrollments run; nil before the first activation.
    public var revisionID: ID<Revision>?
    /// The draft's version when it was published last; nil before the first activation.
    public var publishedVersion: Int?
    /// Since when people inside move to the newest revision; nil when all have.
    public var movingSince: Instant?
    /// When a resume was asked for that lets waits last longer by the pause; nil when none is under way.
    public var shiftUntil: Instant?
    /// Whether its steps are what the clinic's reminder table comes to; nil for what never was.
    public var reminderTable: ReminderBinding?
    /// Why it paused itself; nil when it did not, and for one that was only locked or listed.
    public var selfPause: SelfPause?
    public var galleryKey: String?
    public var createdBy: ID<Staff>?
    public var activatedAt: Instant?
    public var pausedAt: Instant?
    public var completedAt: Instant?
    public var archivedAt: Instant?
    public var createdAt: Instant
    public var updatedAt: Instant

    public init(
        id: ID<Campaign>, clinicID: ID<Clinic>, name: String, description: String, type: CampaignType,
        purpose: Purpose, trigger: Trigger?, audience: Rule, exclusions: Rule?, reentryDays: Int?,
        status: CampaignStatus, version: Int, revisionID: ID<Revision>?, galleryKey: String?, createdBy: ID<Staff>?,
        activatedAt: Instant?, pausedAt: Instant?, completedAt: Instant?, archivedAt: Instant?, createdAt: Instant,
        updatedAt: Instant, publishedVersion: Int? = nil, movingSince: Instant? = nil
    ) {
        self.id = id
        self.clinicID = clinicID
        self.name = name
        self.description = description
        self.type = type
        self.purpose = purpose
        self.trigger = trigger
        self.audience = audience
        self.exclusions = exclusions
        self.reentryDays = reentryDays
        self.status = status
        self.version = version
        self.revisionID = revisionID
        self.publishedVersion = publishedVersion
        self.movingSince = movingSince
        self.galleryKey = galleryKey
        self.createdBy = createdBy
        self.activatedAt = activatedAt
        self.pausedAt = pausedAt
        self.completedAt = completedAt
        self.archivedAt = archivedAt
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
