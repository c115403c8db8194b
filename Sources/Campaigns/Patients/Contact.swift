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
    /// Everybody has one as soon as the clinic knows them.
    public var inbox: ContactPoint?
    /// All devices together that take push messages; nil where there is none.
    public var push: ContactPoint?

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
        case .inApp: inbox
        case .push: push
        }
    }

    /// Every address at which this person is reached.
    public var points: [ContactPoint] { [email, phone, inbox, push].compactMap(\.self) }
}

/// An address as suppression, cap and opt-out know it: normalised, one row for all who share it.
public struct ContactPoint: Sendable, Hashable {
    public enum Kind: String, Sendable, Codable { case email, phone, inbox, push }

    public let id: ID<ContactPoint>
    public let kind: Kind
    /// Of an inbox and of devices the contact's id.
    public let address: String

    public init(id: ID<ContactPoint>, kind: Kind, address: String) {
        self.id = id
        self.kind = kind
        self.address = address
    }

    /// As staff read it: the address, a number with blanks, "their inbox", "their devices".
    public var shown: String { kind.shown(address) }
}

extension ContactPoint.Kind {
    public func shown(_ address: String) -> String {
        switch self {
        case .email: address
        case .phone: PhoneWords.spaced(address)
        case .inbox: "their inbox"
        case .push: "their devices"
        }
    }
}

extension Channel {
    /// The kind of address that it goes to.
    public var addressKind: ContactPoint.Kind {
        switch self {
        case .email: .email
        case .sms: .phone
        case .inApp: .inbox
        case .push: .push
        }
    }
}
