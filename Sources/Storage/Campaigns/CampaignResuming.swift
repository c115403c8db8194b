import Campaigns
import CivilTime
import MariaDB

/// The end of a pause (rules.md 5).
extension CampaignLife {
    /// Minutes for which a pause can be taken back.
    public static let undoMinutes = 10

    /// A turn that has begun stands still through the pause; those after it are told, and missed, one by one.
    func nameNextTurn(of campaign: Campaign, in clinic: Clinic, at now: Instant) throws {
        let triggers = TriggerStore(db)
        guard let due = try triggers.firing(campaign.id, in: clinic.id),
            let next = try runningTerms(of: campaign).trigger?.recurrence?.next(after: due, in: clinic.zone)
        else { return }
        try triggers.addOccurrence(of: campaign.id, in: clinic.id, dueAt: next, at: now)
    }

    /// Goes on as if it had never been paused: what came in meanwhile is taken up too.
    public func undoPause(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        try change(id, in: clinic) { campaign, clinic in
            guard campaign.status == .paused, let since = campaign.pausedAt else {
                return .wrongStatus(campaign.status)
            }
            guard campaign.shiftUntil == nil, now <= since.adding(minutes: Self.undoMinutes) else { return .tooLate }
            let outcome = try goOn(.undoPause, campaign, in: clinic, by: author, at: now)
            if outcome == .done { try regain(campaign, since: since) }
            return outcome
        }
    }

    private func regain(_ campaign: Campaign, since: Instant) throws {
        let key: [Value] = [.id(campaign.clinicID), .id(campaign.id)]
        _ = try db.run(CampaignLifeSQL.regainOccurrences.rawValue, key + [.instant(since)])
        guard campaign.purpose == .marketing, let event = try runningTerms(of: campaign).trigger?.event else { return }
        _ = try db.run(
            CampaignLifeSQL.regainEvents.rawValue,
            [.id(campaign.clinicID), .text(event.rawValue), .instant(since)])
    }

    /// What becomes of messages that fell due during a pause.
    public enum Missed: String, Sendable, CaseIterable {
        case skip
        /// Sent where their lateness limit still allows.
        case send
        /// Waits without a visit or date last longer by the pause; the rest as `send`.
        case shift

        /// Reminders are sent where they are still of use; all else is skipped.
        public static func usual(for type: CampaignType) -> Missed { type == .reminder ? .send : .skip }
    }

    /// - Parameter missed: done in batches before the campaign runs again. A resume that is cut off leaves it paused; one
    ///   that shifts more than a page has time for is finished by ticks.
    public func resume(
        _ id: ID<Campaign>, _ missed: Missed, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> LifeOutcome {
        guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else { return .gone }
        guard campaign.status == .paused else { return .wrongStatus(campaign.status) }
        let limit = try limitProblems(in: clinic)
        guard limit.isEmpty else { return .refused(limit) }
        guard campaign.shiftUntil == nil || missed == .shift else {
            return .refused([Problem(.clinic, "It is being resumed already: its waits are made longer by the pause.")])
        }
        if missed == .skip { while try MissedSends(db, campaign).skipBatch(at: now) > 0 {} }
        if missed == .shift { return try shift(id, in: clinic, by: author, at: now) }
        return try change(id, in: clinic) { campaign, clinic in
            guard campaign.status == .paused else { return .wrongStatus(campaign.status) }
            let outcome = try goOn(.resume, campaign, in: clinic, by: author, at: now)
            // What the first of an audience do not get, the others do not get either.
            if outcome == .done, missed == .skip {
                _ = try db.run(CampaignLifeSQL.missFiring.rawValue, [.id(clinic.id), .id(id)])
            }
            return outcome
        }
    }

    private func limitProblems(in id: ID<Clinic>) throws -> [Problem] {
        guard let clinic = try ClinicStore(db).clinic(id) else { return [] }
        return try limitProblems(clinic)
    }

    private func shift(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> LifeOutcome
    {
        let outcome = try change(id, in: clinic) { campaign, _ in
            guard campaign.status == .paused else { return .wrongStatus(campaign.status) }
            _ = try db.run(
                CampaignLifeSQL.beginShift.rawValue, [.instant(now), .instant(now), .id(clinic), .id(id)])
            try note(.shift, id, clinic, by: author, at: now)
            return .done
        }
        guard outcome == .done else { return outcome }
        _ = try finishShift(of: id, in: clinic, batches: Self.pageBatches, at: now)
        return .done
    }

    /// A page shifts so many batches; ticks the rest.
    static let pageBatches = 5

    /// Shifts waits of a campaign that is being resumed, and lets it run once all are.
    ///
    /// - Returns: how many enrollments were shifted.
    public func finishShift(of id: ID<Campaign>, in clinic: ID<Clinic>, batches: Int, at now: Instant) throws -> Int {
        let result = try PauseShift(db, revisions: revisions).run(of: id, in: clinic, batches: batches, at: now)
        guard result.isAll else { return result.count }
        _ = try change(id, in: clinic) { campaign, clinic in
            guard campaign.status == .paused else { return .wrongStatus(campaign.status) }
            return try goOn(.resume, campaign, in: clinic, by: .program, at: now)
        }
        return result.count
    }

    /// Campaigns that are being resumed with their waits shifted, longest first.
    public func shifting(limit: Int) throws -> [(campaign: ID<Campaign>, clinic: ID<Clinic>)] {
        try db.rows(CampaignLifeSQL.shifting.rawValue, [.number(limit)]).map { ($0.id("id"), $0.id("clinic_id")) }
    }

    private func goOn(_ verb: Deed.Verb, _ campaign: Campaign, in clinic: Clinic, by author: Author, at now: Instant)
        throws -> LifeOutcome
    {
        let problems = try limitProblems(clinic)
        guard problems.isEmpty else { return .refused(problems) }
        _ = try db.run(
            CampaignLifeSQL.resume.rawValue, [.instant(now), .instant(now), .id(clinic.id), .id(campaign.id)])
        try note(verb, campaign.id, clinic.id, by: author, at: now)
        return .done
    }
}
