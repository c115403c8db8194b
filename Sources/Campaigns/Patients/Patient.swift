import CivilTime

/// One whom the clinic treats; messages about a minor go to others (see `Circle`).
public struct Patient: Sendable, Hashable {
    public let id: ID<Patient>
    public let externalID: String
    /// The patient as a person who receives.
    public let contactID: ID<Contact>
    public var firstName: String
    public var lastName: String
    public var birthDate: CivilDate?
    public var sex: Sex
    public var status: PatientStatus
    public var registeredAt: Instant?
    public var intakeForm: IntakeForm?
    public var preferredChannel: Channel?
    public var tags: Set<String>

    public init(
        id: ID<Patient>, externalID: String, contactID: ID<Contact>, firstName: String, lastName: String,
        birthDate: CivilDate?, sex: Sex, status: PatientStatus, registeredAt: Instant?, intakeForm: IntakeForm?,
        preferredChannel: Channel?, tags: Set<String>
    ) {
        self.id = id
        self.externalID = externalID
        self.contactID = contactID
        self.firstName = firstName
        self.lastName = lastName
        self.birthDate = birthDate
        self.sex = sex
        self.status = status
        self.registeredAt = registeredAt
        self.intakeForm = intakeForm
        self.preferredChannel = preferredChannel
        self.tags = tags
    }

    public var fullName: String { lastName.isEmpty ? firstName : firstName + " " + lastName }

    /// Completed years on `day`; nil without a birth date. One born on 29 February has the birthday on 28 February
    /// of common years (rules.md 2.3).
    public func age(on day: CivilDate) -> Int? {
        guard let birthDate else { return nil }
        let years = day.year - birthDate.year
        let birthday = birthDate.adding(months: 12 * years)
        return day < birthday ? years - 1 : years
    }

    /// Whether others receive for this patient on `day`; one without a birth date counts as grown up.
    public func isMinor(on day: CivilDate, majority: Int) -> Bool {
        guard let age = age(on: day) else { return false }
        return age < majority
    }
}

public enum Sex: String, Sendable, Codable, CaseIterable {
    case female = "F"
    case male = "M"
    case other = "X"
    case unknown = "U"
}

public enum PatientStatus: String, Sendable, Codable, CaseIterable {
    case active, inactive, deceased
}

public enum IntakeForm: String, Sendable, Codable, CaseIterable {
    case sent, complete
}
