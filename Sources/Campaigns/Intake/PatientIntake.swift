import CivilTime

/// A patient as a neighbour system tells it (api.md, `PUT /patients`).
public struct PatientIntake: Sendable, Hashable {
    public let externalID: String
    public let firstName: Given<String>
    public let lastName: Given<String>
    public let birthDate: Given<CivilDate>
    /// Cleared is `unknown`.
    public let sex: Given<Sex>
    public let language: Given<String>
    public let zone: Given<Zone>
    /// Normalised.
    public let email: Given<String>
    /// E.164.
    public let phone: Given<String>
    /// Each once, whatever its case.
    public let tags: Given<[String]>
    public let status: Given<PatientStatus>
    public let registeredAt: Given<Instant>
    public let intakeForm: Given<IntakeForm>
    public let preferredChannel: Given<Channel>
    /// The whole list, each person once; cleared removes all.
    public let contacts: Given<[ContactIntake]>
    /// To be added; empty when none came.
    public let consents: [ConsentIntake]

    /// - Throws: everything that is wrong or unknown.
    public init(externalID: String, json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        if !ExternalID.isValid(externalID) { reader.refuse("externalId", ExternalID.expected) }
        self.externalID = externalID
        firstName = reader.kept("firstName", reader.line("firstName", atMost: 120))
        lastName = reader.line("lastName", atMost: 120)
        birthDate = reader.date("birthDate")
        sex = reader.word("sex", Sex.self)
        language = reader.language("language")
        zone = reader.zone("timeZone")
        email = reader.email("email")
        phone = reader.phone("phone")
        tags = reader.tags("tags")
        status = reader.kept("status", reader.word("status", PatientStatus.self))
        registeredAt = reader.instant("registeredAt")
        intakeForm = reader.word("intakeForm", IntakeForm.self)
        preferredChannel = reader.word("preferredChannel", Channel.self)
        contacts = reader.contacts("contacts")
        consents = reader.list("consents", atMost: 200) { ConsentIntake(&$0) }.value ?? []
        if let day = birthDate.value, day > context.today {
            reader.refuse("birthDate", "The day of birth lies in the future.")
        }
        try reader.finish()
    }

    /// What is missing if no such patient is stored yet.
    public var problemsIfNew: [FieldProblem] {
        firstName.value == nil ? [FieldProblem(field: "firstName", message: "This is required for a new patient.")] : []
    }
}

extension IntakeReader {
    fileprivate mutating func tags(_ key: String) -> Given<[String]> {
        let expected = "Give a list of at most 100 tags of 1 to 60 characters."
        let given = given(key, expected: expected) { json -> [String]? in
            guard let elements = json.arrayValue, elements.count <= 100 else { return nil }
            let tags = elements.compactMap { $0.stringValue.flatMap { Self.line($0, atMost: 60) } }
            guard tags.count == elements.count, !tags.contains("") else { return nil }
            var seen: Set<String> = []
            return tags.filter { seen.insert($0.lowercased()).inserted }
        }
        return given == .value([]) ? .cleared : given
    }

    fileprivate mutating func contacts(_ key: String) -> Given<[ContactIntake]> {
        let given = list(key, atMost: 20) { ContactIntake(&$0) }
        var seen: Set<String> = []
        for (index, contact) in (given.value ?? []).enumerated() where !seen.insert(contact.externalID).inserted {
            refuse("\(key)[\(index)].externalId", "This person stands twice in the list.")
        }
        return given
    }
}
