import CivilTime

/// The person who receives for a patient: the patient, or somebody of the family.
public struct Contact: Sendable, Hashable {
    public let id: ID<Contact>
    /// The neighbour system's id; nil for a patient as the own contact.
    public let externalID: String?
    public var firstName: String
    public var lastName: String
    /// nil means the clinic's.
    public var language: String?
    /// nil means the clinic's.
    public var zone: Zone?
    public var email: ContactPoint?
    public var phone: ContactPoint?

    public init(
        id: ID<Contact>, externalID: String?, firstName: String, lastName: String, language: String?, zone: Zone?,
        email: ContactPoint?, phone: ContactPoint?
    ) {
        self.id = id
        self.externalID = externalID
        self.firstName = firstName
        self.lastName = lastName
        self.language = language
        self.zone = zone
        self.email = email
        self.phone = phone
    }

    public var fullName: String { lastName.isEmpty ? firstName : firstName + " " + lastName }

    /// Where a message of `channel` reaches this person; nil where no address is known.
    public func point(for channel: Channel) -> ContactPoint? {
        switch channel {
        case .email: email
        case .sms: phone
        case .inApp, .push: nil
        }
    }
}

/// An address as suppression, cap and opt-out know it: normalised, one row for all who share it.
public struct ContactPoint: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable { case email, phone }

    public let id: ID<ContactPoint>
    public let kind: Kind
    public let address: String

    public init(id: ID<ContactPoint>, kind: Kind, address: String) {
        self.id = id
        self.kind = kind
        self.address = address
    }
}
