import CivilTime

/// Something that happened to a patient, as it came in or as a change of state told it.
public struct Event: Sendable, Hashable {
    public let id: ID<Event>
    public let clinicID: ID<Clinic>
    public let type: EventType
    public let patientID: ID<Patient>
    public let anchor: Anchor
    public let occurredAt: Instant
    public let receivedAt: Instant
    /// It came by bulk intake.
    public let isBulk: Bool
    /// The sender said when it happened; else `occurredAt` is the receipt.
    public let hasOwnTime: Bool
    /// How many days before its day a daily event of ours is told; negative after, 0 for every other.
    public let leadDays: Int
    /// The clinic's date that a daily event of ours is about.
    public let day: CivilDate?
    /// Ours, or the sender's own id, that makes it this one.
    public let sourceKey: String
    /// An object with what else was told.
    public let data: JSON?

    public init(
        id: ID<Event>, clinicID: ID<Clinic>, type: EventType, patientID: ID<Patient>, anchor: Anchor,
        occurredAt: Instant, receivedAt: Instant, isBulk: Bool, hasOwnTime: Bool, leadDays: Int = 0,
        day: CivilDate? = nil, sourceKey: String = "", data: JSON? = nil
    ) {
        self.id = id
        self.clinicID = clinicID
        self.type = type
        self.patientID = patientID
        self.anchor = anchor
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.isBulk = isBulk
        self.hasOwnTime = hasOwnTime
        self.leadDays = leadDays
        self.day = day
        self.sourceKey = sourceKey
        self.data = data
    }

    /// Older than this at receipt, an event starts nothing by itself (rules.md 1.5).
    static let freshHours = 24

    var isOld: Bool { occurredAt < receivedAt.adding(hours: -Self.freshHours) || (isBulk && !hasOwnTime) }
}

extension Event {
    /// The booking of a visit that a campaign takes up at its activation: as bulk intake, whatever its age.
    public static func takingUp(
        _ visit: ID<Appointment>, of patient: ID<Patient>, bookedAt: Instant?, in clinic: ID<Clinic>, at now: Instant
    ) -> Event {
        Event(
            id: ID(0), clinicID: clinic, type: .appointmentBooked, patientID: patient,
            anchor: Anchor(appointment: visit), occurredAt: bookedAt.map { min($0, now) } ?? now, receivedAt: now,
            isBulk: true, hasOwnTime: false)
    }
}
