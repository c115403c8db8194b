import Campaigns
import CivilTime
import MariaDB

/// What staff create and edit; its life after activation is `CampaignLife`'s.
public struct CampaignStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// nil when the clinic has none of this id.
    public func campaign(_ id: ID<Campaign>, in clinic: ID<Clinic>) throws -> Campaign? {
        guard let row = try db.row(CampaignSQL.byID.rawValue, [.id(clinic), .id(id)]) else { return nil }
        var campaign = try CampaignRow.decode(row)
        campaign.selfPause = SelfPause.decode(row)
        return campaign
    }

    /// The same, locked until the transaction ends.
    func lock(_ id: ID<Campaign>, in clinic: ID<Clinic>) throws -> Campaign? {
        try db.row(CampaignSQL.lock.rawValue, [.id(clinic), .id(id)]).map(CampaignRow.decode)
    }

    public struct Counted: Sendable, Hashable {
        public let campaign: Campaign
        public let tally: Tally
    }

    /// Newest first.
    ///
    /// - Parameters:
    ///   - status: nil for all; so is type.
    ///   - before: the last id of the page before; nil for the first page.
    public func list(
        in clinic: ID<Clinic>, status: CampaignStatus? = nil, type: CampaignType? = nil, before: ID<Campaign>? = nil,
        limit: Int
    ) throws -> [Counted] {
        let filters: [Value] = [.choice(status), .choice(status), .choice(type), .choice(type)]
        return try db.rows(
            CampaignSQL.list.rawValue, [.id(clinic), .id(before ?? ID(.max))] + filters + [.number(limit)]
        ).map { Counted(campaign: try CampaignRow.decode($0), tally: TallyRow.decode($0)) }
    }

    /// Makes a DRAFT for everybody, in a transaction of its own.
    public func create(
        _ head: CampaignHead, trigger: Trigger? = nil, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> ID<Campaign> {
        try create(
            CampaignOutline(head: head, draft: CampaignDraft(trigger: trigger)), in: clinic, by: author, at: now)
    }

    public func create(_ outline: CampaignOutline, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<Campaign>
    {
        try db.transaction {
            let id = try insert(outline, galleryKey: nil, in: clinic, by: author, at: now)
            try AuditStore(db).note(Deed(.add, .campaign, id), by: author, in: clinic, at: now)
            return id
        }
    }

    func insert(
        _ outline: CampaignOutline, galleryKey: String?, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> ID<Campaign> {
        let (head, draft) = (outline.head, outline.draft)
        let values: [Value] =
            [
                .id(clinic), .text(head.name), .text(head.description), .choice(head.type),
                .bool(head.purpose == .marketing),
            ] + CampaignRow.values(of: draft.trigger) + [
                .text(draft.audience.json.text), .text(draft.exclusions?.json.text),
                .bool(draft.asksAudienceAgain), .text(galleryKey),
                .id(author.staffID), .instant(now), .instant(now),
            ]
        let id = ID<Campaign>(try db.run(CampaignSQL.insert.rawValue, values).lastID)
        if let days = draft.reentryDays { try write(Reentry(days: days), of: id, in: clinic) }
        return id
    }

    /// Changes name, description, type and purpose; once it is no DRAFT, name and description only (rules.md 5).
    public func update(
        _ head: CampaignHead, of id: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> EditOutcome<Campaign> {
        try edit(id, .settings, ifVersion: version, in: clinic, by: author, at: now) { campaign in
            let isFixed = campaign.status != .draft
            if isFixed, head.type != campaign.type || head.purpose != campaign.purpose {
                return .fixed(campaign.status)
            }
            try write(head, of: campaign, at: now)
            return .done
        }
    }

    /// Changes all of it that is otherwise, at once; what runs is changed by publishing.
    public func update(
        _ outline: CampaignOutline, of id: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>,
        by author: Author, at now: Instant
    ) throws -> EditOutcome<Campaign> {
        try edit(id, .settings, ifVersion: version, in: clinic, by: author, at: now) { campaign in
            guard outline.mayReplace(campaign.outline, at: campaign.status), campaign.mayStandBesideTable(outline)
            else { return .fixed(campaign.status) }
            try write(outline, over: campaign, at: now)
            return .done
        }
    }

    /// - Parameter reentry: nil leaves it as it is.
    public func update(
        _ trigger: Trigger?, reentry: Reentry? = nil, of id: ID<Campaign>, ifVersion version: Int,
        in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> EditOutcome<Campaign> {
        try edit(id, .trigger, ifVersion: version, in: clinic, by: author, at: now) { campaign in
            guard campaign.mayStepsBeEdited else { return .fixed(campaign.status) }
            let days = reentry.map(\.days) ?? campaign.reentryDays
            guard campaign.status != .draft else {
                try write(trigger, of: campaign, at: now)
                try write(Reentry(days: days), of: id, in: clinic)
                return .done
            }
            // What has begun by events is never finished, what has begun at a time is: the kind stays.
            guard trigger?.typeName == campaign.trigger?.typeName else { return .fixed(campaign.status) }
            var draft = CampaignDraft(of: campaign)
            draft.trigger = trigger
            draft.reentryDays = days
            try keep(draft, of: campaign, at: now)
            return .done
        }
    }

    public func update(
        audience: Rule, exclusions: Rule?, of id: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>,
        by author: Author, at now: Instant
    ) throws -> EditOutcome<Campaign> {
        try edit(id, .audience, ifVersion: version, in: clinic, by: author, at: now) { campaign in
            guard campaign.status.mayBeEdited else { return .fixed(campaign.status) }
            guard campaign.status != .draft else {
                try write(audience: audience, exclusions: exclusions, of: campaign, at: now)
                return .done
            }
            var draft = CampaignDraft(of: campaign)
            draft.audience = audience
            draft.exclusions = exclusions
            try keep(draft, of: campaign, at: now)
            return .done
        }
    }

    private func edit(
        _ id: ID<Campaign>, _ verb: DraftChange.Verb, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant,
        _ change: (Campaign) throws -> EditOutcome<Campaign>
    ) throws -> EditOutcome<Campaign> {
        try db.transaction {
            guard let campaign = try lock(id, in: clinic) else { return .gone }
            guard campaign.version == version else {
                let name = try AuditStore(db).staffName(.campaign, id, in: clinic, at: campaign.updatedAt)
                return .stale(campaign, by: name)
            }
            let outcome = try change(campaign)
            if outcome.isDone {
                try noteChange(verb, of: campaign, by: author, at: now)
                try AuditStore(db).note(Deed(.change, .campaign, id), by: author, in: clinic, at: now)
            }
            return outcome
        }
    }

    public enum Deletion: Sendable, Hashable {
        case done
        /// Only a DRAFT without sends can be deleted; archive it.
        case refused(CampaignStatus)
        case gone
    }

    /// Deletes a DRAFT without sends, with its steps.
    public func delete(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> Deletion
    {
        try db.transaction {
            guard let campaign = try lock(id, in: clinic) else { return .gone }
            let key: [Value] = [.id(clinic), .id(id)]
            guard campaign.status == .draft, try db.row(CampaignSQL.anySend.rawValue, key) == nil else {
                return .refused(campaign.status)
            }
            _ = try db.run(CampaignSQL.deleteReminderRules.rawValue, key)
            _ = try db.run(CampaignSQL.deleteSteps.rawValue, key)
            _ = try db.run(CampaignSQL.delete.rawValue, key)
            try AuditStore(db).note(Deed(.remove, .campaign, id), by: author, in: clinic, at: now)
            return .done
        }
    }

    /// The draft as it stands, with the newest version of each message template that its steps name.
    public func draftTerms(_ id: ID<Campaign>, in clinic: ID<Clinic>) throws -> Terms? {
        guard let campaign = try campaign(id, in: clinic) else { return nil }
        return try terms(of: campaign)
    }

    /// With the segments' rules in their place.
    public func terms(of campaign: Campaign) throws -> Terms {
        let workflow = try StepStore(db).workflow(of: campaign.id, in: campaign.clinicID)
        let terms = Terms(
            type: campaign.type, purpose: campaign.purpose, trigger: campaign.trigger, audience: campaign.audience,
            exclusions: campaign.exclusions, reentryDays: campaign.reentryDays,
            asksAudienceAgain: campaign.asksAudienceAgain, workflow: workflow,
            templateVersions: try MessageTemplateStore(db).newest(of: workflow.templates, in: campaign.clinicID))
        guard !terms.segments.isEmpty else { return terms }
        return terms.resolved(by: try SegmentStore(db).all(in: campaign.clinicID))
    }
}

extension Workflow {
    /// Every message template that its sends name, once.
    public var templates: Set<ID<MessageTemplate>> {
        Set(
            allSteps.flatMap { step -> [ID<MessageTemplate>] in
                if case .send(let send) = step.action { send.templates.compactMap(\.self) } else { [] }
            })
    }
}
