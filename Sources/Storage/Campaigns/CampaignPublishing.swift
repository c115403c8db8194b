import Campaigns
import CivilTime
import MariaDB

/// Publishing what staff edited of a campaign that runs, or dropping it (rules.md 5, *Edit while ACTIVE*).
extension CampaignLife {
    /// How a publication goes about it.
    public struct Publishing: Sendable {
        /// The draft's version that was confirmed.
        public let version: Int
        /// Whether people inside move to the new revision; else they finish on theirs.
        public let movesPeople: Bool
        /// Channels that a courier serves.
        public let couriers: Set<Channel>

        public init(version: Int, movesPeople: Bool, couriers: Set<Channel>) {
            self.version = version
            self.movesPeople = movesPeople
            self.couriers = couriers
        }
    }

    /// Makes the draft the next revision. People inside move in batches by ticks; until one has moved, nothing of theirs
    /// starts to leave.
    public func publish(
        _ id: ID<Campaign>, _ publishing: Publishing, in clinicID: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> LifeOutcome {
        try change(id, in: clinicID) { campaign, clinic in
            guard campaign.status == .active || campaign.status == .paused else {
                return .wrongStatus(campaign.status)
            }
            guard campaign.version == publishing.version else { return .stale(version: campaign.version) }
            let running = try runningTerms(of: campaign)
            let draft = try CampaignStore(db).terms(of: campaign)
            let problems = try publishingProblems(
                of: campaign, draft, running, in: clinic, couriers: publishing.couriers, at: now)
            guard problems.isEmpty else { return .refused(problems) }
            let revision = try revisions.publish(draft, of: id, in: clinicID, by: author.staffID, at: now)
            try ReminderStore(db).keep(campaign, in: revision)
            try keepLinks(of: draft, campaign, in: clinic, at: now)
            try ExperimentStore(db).open(draft, of: campaign.id, in: clinic, at: now)
            try adopt(draft, over: running, of: campaign, in: clinic, at: now)
            _ = try db.run(
                CampaignLifeSQL.publish.rawValue, [.id(revision), .instant(now), .id(clinicID), .id(id)])
            if publishing.movesPeople {
                try RevisionMove(db, revisions: revisions).begin(
                    Moving(campaign: id, clinic: clinicID, revision: revision, since: now))
            }
            let data = JSON.object(["moves": .bool(publishing.movesPeople)])
            try AuditStore(db).note(Deed(.publish, .campaign, id, data: data), by: author, in: clinicID, at: now)
            return .done
        }
    }

    func runningTerms(of campaign: Campaign) throws -> Terms {
        guard let revision = campaign.revisionID else {
            preconditionFailure("campaign \(campaign.id) runs without a revision")
        }
        return try revisions.terms(revision, of: campaign.id, in: campaign.clinicID)
    }

    /// The columns say what runs.
    private func adopt(_ draft: Terms, over running: Terms, of campaign: Campaign, in clinic: Clinic, at now: Instant)
        throws
    {
        let campaigns = CampaignStore(db)
        try campaigns.write(draft.trigger, of: campaign, at: now)
        try campaigns.write(audience: draft.audience, exclusions: draft.exclusions, of: campaign, at: now)
        _ = try db.run(
            CampaignSQL.dropDraft.rawValue,
            [
                .number(draft.reentryDays), .bool(draft.asksAudienceAgain), .id(campaign.clinicID), .id(campaign.id),
            ])
        guard draft.trigger != running.trigger else { return }
        _ = try db.run(CampaignLifeSQL.missWaiting.rawValue, [.id(campaign.clinicID), .id(campaign.id)])
        try addOccurrence(draft, campaign, in: clinic, at: now)
    }

    func publishingProblems(
        of campaign: Campaign, _ draft: Terms, _ running: Terms, in clinic: Clinic, couriers: Set<Channel>,
        at now: Instant
    ) throws -> [Problem] {
        guard !draft.changes(since: running).isEmpty else {
            return [Problem(.workflow, "Nothing was changed since it was published last.")]
        }
        let problems =
            try termsProblems(of: campaign, in: clinic, couriers: couriers)
            + experimentProblems(of: campaign, in: clinic, at: now) + reminderProblems(campaign)
        guard draft.trigger != running.trigger else { return problems }
        return try problems + timeProblems(campaign, clinic, now) + firedProblems(campaign)
    }

    private func firedProblems(_ campaign: Campaign) throws -> [Problem] {
        guard case .scheduled = campaign.trigger,
            try db.row(CampaignLifeSQL.hasFired.rawValue, [.id(campaign.clinicID), .id(campaign.id)]) != nil
        else { return [] }
        return [Problem(.trigger, "It has begun already, so its time stays. Make another campaign for another time.")]
    }

    /// Puts the draft back to what runs. Newer versions of message texts stay: they are the clinic's.
    public func dropDraft(_ id: ID<Campaign>, in clinicID: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        try change(id, in: clinicID) { campaign, _ in
            guard campaign.status == .active || campaign.status == .paused else {
                return .wrongStatus(campaign.status)
            }
            let running = try runningTerms(of: campaign)
            let stands = DraftState(of: campaign, try StepStore(db).draft(of: id, in: clinicID))
            try DraftHistory(db).note(.discard, from: stands, of: campaign, by: author, at: now)
            try StepStore(db).restore(running.workflow, of: campaign, at: now)
            if let revision = campaign.revisionID { try ReminderStore(db).bringBack(revision, of: campaign) }
            _ = try db.run(
                CampaignSQL.dropDraft.rawValue,
                [.number(running.reentryDays), .bool(running.asksAudienceAgain), .id(clinicID), .id(id)])
            _ = try db.run(CampaignSQL.touch.rawValue, [.instant(now), .id(clinicID), .id(id)])
            _ = try db.run(CampaignLifeSQL.settle.rawValue, [.id(clinicID), .id(id)])
            try note(.dropDraft, id, clinicID, by: author, at: now)
            return .done
        }
    }
}
