import CivilTime

/// A tenant: its place in time, its limits, and the switch that stops everything it sends.
public struct Clinic: Sendable, Hashable {
    public let id: ID<Clinic>
    public var name: String
    /// ISO 3166 code that local phone numbers are read in.
    public var region: String
    /// Language tag of messages to contacts without one of their own.
    public var language: String
    public var postalAddress: String
    public var phone: String
    public var calendar: ClinicCalendar
    /// Daily span of care messages, in the contact's zone.
    public var careHours: OpeningHours
    public var cap: FrequencyCap
    /// How many campaigns may be ACTIVE at once.
    public var activeLimit: Int
    /// Years at which a patient receives for himself.
    public var ageOfMajority: Int
    /// After how many months without a visit a recall is due.
    public var recallMonths: Int
    public var lateness: LatenessLimits
    /// Parts that one SMS may have.
    public var smsPartLimit: Int
    /// True while the clinic's one switch holds everything back.
    public var isHeld: Bool
    /// Months after a visit that a recall may be due.
    public static let recallLimits = 1...60

    public var zone: Zone { calendar.zone }

    public init(
        id: ID<Clinic>, name: String, region: String, language: String, postalAddress: String, phone: String,
        calendar: ClinicCalendar, careHours: OpeningHours, cap: FrequencyCap, activeLimit: Int, ageOfMajority: Int,
        lateness: LatenessLimits, smsPartLimit: Int, isHeld: Bool, recallMonths: Int = 6
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.language = language
        self.postalAddress = postalAddress
        self.phone = phone
        self.calendar = calendar
        self.careHours = careHours
        self.cap = cap
        self.activeLimit = activeLimit
        self.ageOfMajority = ageOfMajority
        self.recallMonths = recallMonths
        self.lateness = lateness
        self.smsPartLimit = smsPartLimit
        self.isHeld = isHeld
    }

    /// The clinic's date at `instant`.
    public func day(at instant: Instant) -> CivilDate { zone.civil(at: instant).date }
}
