import Campaigns
import CivilTime
import Foundation
import MariaDB

/// One experiment of a campaign, as it was published, and how far it has come.
public struct RunningExperiment: Sendable, Hashable {
    public enum State: String, Sendable {
        case running
        /// Those outside of it are being planned.
        case ended
        case done
    }

    public let clinicID: ID<Clinic>
    public let campaignID: ID<Campaign>
    public let step: ID<Step>
    /// With a message, A first.
    public let arms: [Arm]
    public let goal: Experiment.Goal
    public let picksWinner: Bool
    public let endsAt: Instant
    public let state: State
    /// How far those outside of it have been planned.
    public let lastPatient: ID<Patient>
    /// The arm that everybody gets since the end.
    public let winner: Arm?
    /// What each arm had come to at the end; nil before it.
    public let counts: [ExperimentCount]?

    static func decode(_ row: Row) throws -> RunningExperiment {
        RunningExperiment(
            clinicID: row.id("clinic_id"), campaignID: row.id("campaign_id"), step: row.id("step_id"),
            arms: row.text("arms").split(separator: ",").compactMap { Arm(rawValue: String($0)) },
            goal: row.choice("goal"), picksWinner: row.bool("picks_winner"), endsAt: row.instant("ends_at"),
            state: row.choice("state"), lastPatient: row.id("last_patient_id"), winner: row.optionalChoice("winner"),
            counts: try row.optionalText("counts").map {
                try JSONDecoder().decode([ExperimentCount].self, from: Data($0.utf8))
            })
    }

    var key: [Value] { [.id(clinicID), .id(campaignID), .id(step)] }
}
