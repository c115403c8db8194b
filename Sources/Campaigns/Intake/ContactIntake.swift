import CivilTime

/// One person of a patient's circle as a neighbour system tells it.
public struct ContactIntake: Sendable, Hashable {
    /// The same id under several patients is one person.
    public let externalID: String
    /// `own` never stands here.
    public let relation: Given<Relation>
    public let firstName: Given<String>
    public let lastName: Given<String>
    public let email: Given<String>
    public let phone: Given<String>
    public let language: Given<String>
    public let zone: Given<Zone>
    /// Cleared means nothing.
    public let receives: Given<Set<Purpose>>

    /// nil when it has no valid id; other problems stay with the reader, which then refuses the whole.
    init?(_ reader: inout IntakeReader) {
        let id = reader.required("externalId", reader.externalID("externalId"))
        relation = reader.kept("relation", reader.word("relation", Relation.self, among: [.parent, .guardian, .other]))
        firstName = reader.kept("firstName", reader.line("firstName", atMost: 120))
        lastName = reader.line("lastName", atMost: 120)
        email = reader.email("email")
        phone = reader.phone("phone")
        language = reader.language("language")
        zone = reader.zone("timeZone")
        receives = reader.purposes("receives")
        guard let id else { return nil }
        externalID = id
    }
}

extension IntakeReader {
    fileprivate mutating func purposes(_ key: String) -> Given<Set<Purpose>> {
        let given = given(key, expected: "Give a list of some of: care, marketing.") { json -> Set<Purpose>? in
            guard let elements = json.arrayValue else { return nil }
            let purposes = elements.compactMap { $0.stringValue.flatMap(Purpose.init(rawValue:)) }
            return purposes.count == elements.count ? Set(purposes) : nil
        }
        return given == .value([]) ? .cleared : given
    }
}
