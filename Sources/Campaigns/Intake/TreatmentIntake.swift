import CivilTime

/// A course of treatment as the treatment system tells it (api.md, `PUT /treatments`).
public struct TreatmentIntake: Sendable, Hashable {
    public struct Milestone: Sendable, Hashable {
        public let name: String
        public let reachedAt: Instant
    }

    public let externalID: String
    /// The neighbour's id of the patient.
    public let patient: Given<String>
    public let type: Given<String>
    public let status: Given<TreatmentStatus>
    public let phase: Given<String>
    public let phaseStartedAt: Given<Instant>
    public let startedAt: Given<Instant>
    public let endedAt: Given<Instant>
    /// Those that came; none are ever taken back.
    public let milestones: [Milestone]

    /// - Throws: everything that is wrong or unknown.
    public init(externalID: String, json: JSON, context: IntakeContext) throws(IntakeRefusal) {
        var reader = IntakeReader(json, context: context)
        if !ExternalID.isValid(externalID) { reader.refuse("externalId", ExternalID.expected) }
        self.externalID = externalID
        patient = reader.kept("patient", reader.externalID("patient"))
        type = reader.kept("type", reader.line("type", atMost: 40))
        status = reader.kept("status", reader.word("status", TreatmentStatus.self))
        phase = reader.line("phase", atMost: 60)
        phaseStartedAt = reader.instant("phaseStartedAt")
        startedAt = reader.instant("startedAt")
        endedAt = reader.instant("endedAt")
        milestones = reader.list("milestones", atMost: 100) { Milestone(&$0) }.value ?? []
        if let start = startedAt.value, let end = endedAt.value, end < start {
            reader.refuse("endedAt", "The treatment ends before it starts.")
        }
        try reader.finish()
    }

    /// What is missing if no such treatment is stored yet.
    public var problemsIfNew: [FieldProblem] {
        let missing = [("patient", patient == .absent), ("type", type == .absent), ("status", status == .absent)]
        return missing.filter(\.1).map { FieldProblem(field: $0.0, message: "This is required for a new treatment.") }
    }
}

extension TreatmentIntake.Milestone {
    /// nil after a problem, which stays with the reader.
    fileprivate init?(_ reader: inout IntakeReader) {
        let name = reader.required("name", reader.line("name", atMost: 60))
        let reachedAt = reader.required("reachedAt", reader.instant("reachedAt"))
        guard let name, let reachedAt else { return nil }
        self.init(name: name, reachedAt: reachedAt)
    }
}
