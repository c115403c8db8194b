/// Patients as a table whose header names the fields of api.md: a missing column leaves its field as it is, an empty
/// cell empties it. Tags are parted by semicolons; contacts and consents need JSON.
public struct PatientCSV: Sendable, Hashable {
    private let columns: IntakeColumns

    /// - Parameter header: the first record's fields, in any order.
    /// - Throws: what is wrong with the header: a column twice, an unknown one, no `externalId`.
    public init(header: [String]) throws(IntakeRefusal) {
        columns = try IntakeColumns(header: header, known: Self.known)
    }

    /// One row as a patient.
    public func patient(_ fields: [String], context: IntakeContext) throws(IntakeRefusal) -> PatientIntake {
        let (id, json) = try columns.document(fields) { name, text in
            guard name == "tags" else { return .string(text) }
            return .array(text.split(separator: ";").map { .string(String($0).trimmed) })
        }
        return try PatientIntake(externalID: id, json: json, context: context)
    }

    private static let known: Set<String> = [
        "externalId", "firstName", "lastName", "birthDate", "sex", "language", "timeZone", "email", "phone", "tags",
        "status", "registeredAt", "intakeForm", "preferredChannel",
    ]
}
