import Campaigns
import CivilTime
import MariaDB

/// What pausing, resuming or ending a campaign would touch; asked before it is confirmed.
public struct CampaignLifeCounts: Sendable, Hashable {
    /// Messages that wait to be sent.
    public let waiting: Int
    /// Those of them that are due already.
    public let due: Int
    /// Patients on their way through it; a patient with two visits counts twice.
    public let enrollments: Int
}

extension CampaignLife {
    public func counts(of id: ID<Campaign>, in clinic: ID<Clinic>, at now: Instant) throws -> CampaignLifeCounts {
        let row = try db.row(CampaignLifeSQL.waiting.rawValue, [.instant(now), .id(clinic), .id(id)])
        return CampaignLifeCounts(
            waiting: row?.int("waiting") ?? 0, due: row?.int("due") ?? 0,
            enrollments: try EnrollmentStore(db).countRunning(of: id, in: clinic))
    }
}
