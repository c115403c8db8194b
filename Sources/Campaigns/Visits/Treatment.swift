import CivilTime

/// A course of treatment as the treatment system told it last.
public struct Treatment: Sendable, Hashable {
    public let id: ID<Treatment>
    public let externalID: String
    public let patientID: ID<Patient>
    /// "braces", "aligners", "retainer" or the neighbour system's own word.
    public var type: String
    public var status: TreatmentStatus
    public var phase: String
    public var phaseStartedAt: Instant?
    public var startedAt: Instant?
    public var endedAt: Instant?

    public init(
        id: ID<Treatment>, externalID: String, patientID: ID<Patient>, type: String, status: TreatmentStatus,
        phase: String, phaseStartedAt: Instant?, startedAt: Instant?, endedAt: Instant?
    ) {
        self.id = id
        self.externalID = externalID
        self.patientID = patientID
        self.type = type
        self.status = status
        self.phase = phase
        self.phaseStartedAt = phaseStartedAt
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

public enum TreatmentStatus: String, Sendable, Codable, CaseIterable {
    case planned, active, paused, completed, stopped
}
