import CivilTime

/// A visit as the booking system tells it (api.md, `PUT /appointments`).
public struct AppointmentIntake: Sendable, Hashable {
    public let externalID: String
    /// The neighbour's id of the patient.
    public let patient: Given<String>
    public let type: Given<String>
    public let startsAt: Given<Instant>
    public let endsAt: Given<Instant>
    public let provider: Given<String>
    public let location: Given<String>
    public let status: Given<AppointmentStatus>
    public let bookedAt: Given<Instant>
    /// A lower one than stored changes nothing.
    public let version: Given<Int64>

    /// - Throws: everything that is wrong or unknown.
    public init(externalID: String, json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        if !ExternalID.isValid(externalID) { reader.refuse("externalId", ExternalID.expected) }
        self.externalID = externalID
        patient = reader.kept("patient", reader.externalID("patient"))
        type = reader.kept("type", reader.line("type", atMost: 80))
        startsAt = reader.kept("startsAt", reader.instant("startsAt"))
        endsAt = reader.instant("endsAt")
        provider = reader.line("provider", atMost: 120)
        location = reader.line("location", atMost: 200)
        status = reader.kept("status", reader.word("status", AppointmentStatus.self))
        bookedAt = reader.instant("bookedAt")
        version = reader.number("version", in: 0...Int64.max)
        if let start = startsAt.value, let end = endsAt.value, end < start {
            reader.refuse("endsAt", "The visit ends before it starts.")
        }
        try reader.finish()
    }

    /// What is missing if no such visit is stored yet.
    public var problemsIfNew: [FieldProblem] {
        let missing = [
            ("patient", patient == .absent), ("type", type == .absent), ("startsAt", startsAt == .absent),
            ("status", status == .absent),
        ]
        return missing.filter(\.1).map { FieldProblem(field: $0.0, message: "This is required for a new appointment.") }
    }
}
