import Campaigns
import CivilTime
import MariaDB

/// What pausing or ending a campaign would touch; asked before it is confirmed.
public struct CampaignLifeCounts: Sendable, Hashable {
    /// Messages that wait to be sent, counted up to one more than `mostCounted`.
    public let waiting: Int
    /// Patients on their way through it; a patient with two visits counts twice.
    public let enrollments: Int

    /// More than these are many: nobody waits for their exact number.
    public static let mostCounted = 3_000
}

extension CampaignLife {
    /// All 0 for a campaign that the clinic has not.
    public func counts(of id: ID<Campaign>, in clinic: ID<Clinic>) throws -> CampaignLifeCounts {
        let row = try db.row(
            CampaignLifeSQL.waiting.rawValue,
            [.id(clinic), .id(id), .number(CampaignLifeCounts.mostCounted + 1)])
        return CampaignLifeCounts(
            waiting: row?.int("waiting") ?? 0, enrollments: try EnrollmentStore(db).countRunning(of: id, in: clinic))
    }
}
