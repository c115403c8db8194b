import Campaigns
import CivilTime
import MariaDB

/// What pausing, resuming or ending a campaign would touch; asked before it is confirmed.
public struct CampaignLifeCounts: Sendable, Hashable {
    /// Messages that wait to be sent, counted up to one more than `mostCounted`; 0 while it is paused: only who pauses asks.
    public let waiting: Int
    /// Those of them that are due already.
    public let due: Int
    /// Those of the due ones that their lateness limit still lets go; a visit that has started may hold some of them
    /// back.
    public let inTime: Int
    /// Messages, due or not, that leave later if waits last longer by the pause.
    public let shifted: Int
    /// Whether there may be more of those.
    public let isShiftedAtLeast: Bool
    /// Patients on their way through it; a patient with two visits counts twice.
    public let enrollments: Int

    /// More than these are many: nobody waits for their exact number.
    public static let mostCounted = 3_000

    static let none = CampaignLifeCounts(
        waiting: 0, due: 0, inTime: 0, shifted: 0, isShiftedAtLeast: false, enrollments: 0)
}

extension CampaignLife {
    /// How many people's waits are looked at to say how many messages a shift concerns: each costs a planning.
    static let shiftLimit = 25

    /// All 0 for a campaign that the clinic has not.
    public func counts(of id: ID<Campaign>, in clinicID: ID<Clinic>, at now: Instant) throws -> CampaignLifeCounts {
        guard let clinic = try ClinicStore(db).clinic(clinicID),
            let campaign = try CampaignStore(db).campaign(id, in: clinicID)
        else { return .none }
        let inTimeSince = now.adding(minutes: -clinic.lateness.minutes(for: campaign.type))
        let key: [Value] = [.id(clinicID), .id(id)]
        let most = campaign.pausedAt == nil ? CampaignLifeCounts.mostCounted + 1 : 0
        let row = try db.row(
            CampaignLifeSQL.waiting.rawValue,
            key + [.number(most), .instant(inTimeSince)] + key + [.instant(now)])
        let shift = try campaign.pausedAt.map { pausedAt in
            try PauseShift(db, revisions: revisions).forecast(
                of: id, in: clinic, Standstill(from: pausedAt, to: now), limit: Self.shiftLimit, at: now)
        }
        return CampaignLifeCounts(
            waiting: row?.int("waiting") ?? 0, due: row?.int("due") ?? 0, inTime: row?.int("in_time") ?? 0,
            shifted: shift?.messages ?? 0, isShiftedAtLeast: shift?.isCut ?? false,
            enrollments: try EnrollmentStore(db).countRunning(of: id, in: clinicID))
    }
}
