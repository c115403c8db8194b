import Campaigns
import CivilTime

/// How far a campaign's replay has come, and what it counted.
public struct ReplayReport: Sendable, Hashable {
    public enum State: String, Sendable, Codable { case running, done }

    public let id: ID<ReplayReport>
    public let days: Int
    public let span: Range<Instant>
    public let state: State
    /// Of the clinic; all of them when it is done.
    public let patientsDone: Int
    public let patientsTotal: Int
    public let tally: ReplayTally
    public let requestedAt: Instant
    public let endedAt: Instant?
}
