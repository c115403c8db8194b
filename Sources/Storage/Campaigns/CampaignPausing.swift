import Campaigns
import CivilTime
import MariaDB

extension CampaignLife {
    /// From its commit on nothing of the campaign starts to leave.
    public func pause(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        try change(id, in: clinic) { campaign, home in
            let outcome = try pause(campaign, in: home, at: now)
            if outcome == .done { try note(.pause, id, clinic, by: author, at: now) }
            return outcome
        }
    }

    /// The same by nobody: it is decided in the tick, and why is kept.
    func pause(_ id: ID<Campaign>, itself why: SelfPause, in clinic: ID<Clinic>, at now: Instant) throws -> LifeOutcome
    {
        try change(id, in: clinic) { campaign, home in
            let outcome = try pause(campaign, in: home, at: now)
            guard outcome == .done else { return outcome }
            try SelfPauseStore(db, revisions: revisions).insert(why, of: id, in: clinic, at: now)
            let data = JSON.object([
                "by": .string("itself"), "refused": .integer(Int64(why.refusals.refused)),
                "of": .integer(Int64(why.refusals.answered)),
            ])
            try AuditStore(db).note(Deed(.pause, .campaign, id, data: data), by: .program, in: clinic, at: now)
            return .done
        }
    }

    private func pause(_ campaign: Campaign, in clinic: Clinic, at now: Instant) throws -> LifeOutcome {
        guard campaign.status == .active else { return .wrongStatus(campaign.status) }
        try nameNextTurn(of: campaign, in: clinic, at: now)
        _ = try db.run(
            CampaignLifeSQL.pause.rawValue,
            [.instant(now), .instant(now), .id(clinic.id), .id(campaign.id)])
        return .done
    }
}
