import Campaigns
import CivilTime
import MariaDB

/// What resuming a campaign would touch; asked before it is confirmed.
public struct ResumeCounts: Sendable, Hashable {
    /// Messages that fell due while it was paused.
    public let due: Int
    /// Those of them that their lateness limit still lets go; a visit that has started may hold some of them back.
    public let inTime: Int
    /// Messages, due or not, that leave later if waits last longer by the pause.
    public let shifted: Int
    /// Whether there may be more of those.
    public let isShiftedAtLeast: Bool

    static let none = ResumeCounts(due: 0, inTime: 0, shifted: 0, isShiftedAtLeast: false)
}

extension CampaignLife {
    /// How many people's waits are looked at to say how many messages a shift concerns: each costs a planning.
    static let shiftLimit = 25

    /// All 0 for a campaign that the clinic has not.
    public func resumeCounts(of id: ID<Campaign>, in clinicID: ID<Clinic>, at now: Instant) throws -> ResumeCounts {
        guard let clinic = try ClinicStore(db).clinic(clinicID),
            let campaign = try CampaignStore(db).campaign(id, in: clinicID)
        else { return .none }
        let inTimeSince = now.adding(minutes: -clinic.lateness.minutes(for: campaign.type))
        let row = try db.row(
            CampaignLifeSQL.missed.rawValue, [.instant(inTimeSince), .id(clinicID), .id(id), .instant(now)])
        let shift = try campaign.pausedAt.map { pausedAt in
            try PauseShift(db, revisions: revisions).forecast(
                of: id, in: clinic, Standstill(from: pausedAt, to: now), limit: Self.shiftLimit, at: now)
        }
        return ResumeCounts(
            due: row?.int("due") ?? 0, inTime: row?.int("in_time") ?? 0, shifted: shift?.messages ?? 0,
            isShiftedAtLeast: shift?.isCut ?? false)
    }
}
