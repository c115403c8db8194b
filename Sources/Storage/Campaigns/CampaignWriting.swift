import Campaigns
import CivilTime
import MariaDB

/// The columns of a campaign that staff change.
extension CampaignStore {
    /// Writes what differs: of a DRAFT in its columns, of a campaign that has run beside what runs.
    func write(_ outline: CampaignOutline, over campaign: Campaign, at now: Instant) throws {
        let stored = campaign.outline
        let (new, old) = (outline.draft, stored.draft)
        if outline.head != stored.head { try write(outline.head, of: campaign, at: now) }
        if campaign.status != .draft {
            if new != old { try keep(new, of: campaign, at: now) }
            return
        }
        if new.trigger != old.trigger { try write(new.trigger, of: campaign, at: now) }
        if new.reentryDays != old.reentryDays {
            try write(Reentry(days: new.reentryDays), of: campaign.id, in: campaign.clinicID)
        }
        if new.audience != old.audience || new.exclusions != old.exclusions {
            try write(audience: new.audience, exclusions: new.exclusions, of: campaign, at: now)
        }
        if new.asksAudienceAgain != old.asksAudienceAgain {
            _ = try db.run(
                CampaignSQL.updateAsking.rawValue,
                [.bool(new.asksAudienceAgain), .instant(now), .id(campaign.clinicID), .id(campaign.id)])
        }
    }

    func write(_ reentry: Reentry, of id: ID<Campaign>, in clinic: ID<Clinic>) throws {
        _ = try db.run(CampaignSQL.updateReentry.rawValue, [.number(reentry.days), .id(clinic), .id(id)])
    }

    func write(_ head: CampaignHead, of campaign: Campaign, at now: Instant) throws {
        _ = try db.run(
            CampaignSQL.updateHead.rawValue,
            [
                .text(head.name), .text(head.description), .choice(head.type), .bool(head.purpose == .marketing),
                .instant(now), .id(campaign.clinicID), .id(campaign.id),
            ])
    }

    func write(_ trigger: Trigger?, of campaign: Campaign, at now: Instant) throws {
        _ = try db.run(
            CampaignSQL.updateTrigger.rawValue,
            CampaignRow.values(of: trigger) + [.instant(now), .id(campaign.clinicID), .id(campaign.id)])
    }

    func keep(_ draft: CampaignDraft, of campaign: Campaign, at now: Instant) throws {
        _ = try db.run(
            CampaignSQL.keepDraft.rawValue,
            [.text(try CampaignRow.text(of: draft)), .instant(now), .id(campaign.clinicID), .id(campaign.id)])
    }

    func write(audience: Rule, exclusions: Rule?, of campaign: Campaign, at now: Instant) throws {
        _ = try db.run(
            CampaignSQL.updateAudience.rawValue,
            [
                .text(audience.json.text), .text(exclusions?.json.text), .instant(now), .id(campaign.clinicID),
                .id(campaign.id),
            ])
    }

    /// Keeps how the draft stood, where the change that was just made is one of the draft.
    ///
    /// - Parameter campaign: as it was before.
    func noteChange(_ verb: DraftChange.Verb, of campaign: Campaign, by author: Author, at now: Instant) throws {
        guard let changed = try self.campaign(campaign.id, in: campaign.clinicID) else { return }
        // The name of a campaign that has run is live.
        let isLive = campaign.status != .draft && changed.outline.draft == campaign.outline.draft
        guard !isLive, changed.outline != campaign.outline else { return }
        let steps = try StepStore(db).draft(of: campaign.id, in: campaign.clinicID)
        try DraftHistory(db).note(verb, from: DraftState(of: campaign, steps), of: campaign, by: author, at: now)
    }
}
