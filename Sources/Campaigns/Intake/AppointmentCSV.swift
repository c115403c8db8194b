/// Visits as a table whose header names the fields of api.md: a missing column leaves its field as it is, an empty cell
/// empties it.
public struct AppointmentCSV: Sendable, Hashable {
    private let columns: IntakeColumns

    /// - Parameter header: the first record's fields, in any order.
    /// - Throws: what is wrong with the header: a column twice, an unknown one, no `externalId`.
    public init(header: [String]) throws(IntakeRefusal) {
        columns = try IntakeColumns(header: header, known: Self.known)
    }

    /// One row as a visit.
    public func appointment(_ fields: [String], context: IntakeContext) throws(IntakeRefusal) -> AppointmentIntake {
        let (id, json) = try columns.document(fields) { name, text in
            if name == "version", let number = Int64(text) { return .integer(number) }
            return .string(text)
        }
        return try AppointmentIntake(externalID: id, json: json, context: context)
    }

    private static let known: Set<String> = [
        "externalId", "patient", "type", "startsAt", "endsAt", "provider", "location", "status", "bookedAt", "version",
    ]
}
