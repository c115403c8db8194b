import Campaigns
import CivilTime
import MariaDB

/// The clinic's reminder table, and the one campaign that it comes to.
public struct ReminderStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How the clinic's reminders stand.
    public enum Standing: Sendable {
        /// None are, so that the gallery offers them.
        case none
        /// By the table, which this campaign is; it may be a draft still.
        case table(Campaign)
        /// By a running campaign whose steps are its own.
        case free(Campaign)

        public var campaign: Campaign? {
            switch self {
            case .none: nil
            case .table(let campaign), .free(let campaign): campaign
            }
        }
    }

    public func standing(in clinic: ID<Clinic>) throws -> Standing {
        if let campaign = try campaign(.bound, in: clinic) { return .table(campaign) }
        return try campaign(.running, in: clinic).map { .free($0) } ?? .none
    }

    private func campaign(_ statement: ReminderSQL, in clinic: ID<Clinic>) throws -> Campaign? {
        guard let row = try db.row(statement.rawValue, [.id(clinic)]) else { return nil }
        return try CampaignStore(db).campaign(row.id("id"), in: clinic)
    }

    public func table(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> ReminderTable {
        ReminderTable(rules: try rules(of: campaign, in: clinic), types: try types(in: clinic))
    }

    func rules(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [ReminderRule] {
        try db.rows(ReminderSQL.rules.rawValue, [.id(clinic), .id(campaign)]).map(ReminderRow.decode)
    }

    /// By name.
    public func types(in clinic: ID<Clinic>) throws -> [AppointmentType] {
        try db.rows(ReminderSQL.types.rawValue, [.id(clinic)]).map {
            AppointmentType(id: $0.id("id"), name: $0.text("name"))
        }
    }

    public enum Beginning: Sendable, Hashable {
        case begun(ID<Campaign>)
        /// This campaign reminds already, or is the table already.
        case standing(ID<Campaign>)
    }

    /// A table of what the gallery's workflow says, its message templates as the clinic's own, and the DRAFT that it
    /// comes to.
    public func begin(_ start: ReminderStart, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> Beginning
    {
        try db.joiningTransaction {
            // Two that begin at once are one after the other.
            try ClinicStore(db).lock(clinic)
            if let campaign = try standing(in: clinic).campaign { return .standing(campaign.id) }
            let gallery = GalleryStore(db)
            let messages = try gallery.insertMessages(of: start.workflow, in: clinic, by: author, at: now)
            let id = try CampaignStore(db).insert(
                start.workflow.outline, galleryKey: start.workflow.key, in: clinic, by: author, at: now)
            _ = try db.run(ReminderSQL.bind.rawValue, [.id(clinic), .id(id)])
            for rule in start.rules(messages.compactMapValues(\.template)) {
                try insert(rule, of: id, in: clinic)
            }
            guard let campaign = try CampaignStore(db).campaign(id, in: clinic) else {
                preconditionFailure("a campaign just made is not there")
            }
            try ReminderSteps(db, campaign).follow(try table(of: id, in: clinic), at: now)
            let data = JSON.object(["gallery": .string(start.workflow.key)])
            try AuditStore(db).note(Deed(.add, .campaign, id, data: data), by: author, in: clinic, at: now)
            return .begun(id)
        }
    }

    public enum Saving: Sendable {
        case edited(EditOutcome<Campaign>)
        case refused([ReminderProblem])
        /// The campaign is no longer a table.
        case detached
    }

    /// Puts these lines in the place of the table's and brings the draft's steps after them; what runs follows when it
    /// is published. A line with an id that the table has is that line, changed.
    public func save(
        _ rules: [ReminderRule], of id: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> Saving {
        try db.joiningTransaction {
            guard let campaign = try CampaignStore(db).lock(id, in: clinic) else { return .edited(.gone) }
            guard campaign.isTable else { return .detached }
            guard campaign.status.mayBeEdited else { return .edited(.fixed(campaign.status)) }
            guard campaign.version == version else {
                let name = try AuditStore(db).staffName(.campaign, id, in: clinic, at: campaign.updatedAt)
                return .edited(.stale(campaign, by: name))
            }
            let old = try table(of: id, in: clinic)
            let problems = ReminderTable(rules: rules, types: old.types).problems
            guard problems.isEmpty else { return .refused(problems) }
            try replace(old.rules, by: rules, of: id, in: clinic)
            let new = try table(of: id, in: clinic)
            guard new != old else { return .edited(.done) }
            try ReminderSteps(db, campaign).follow(new, at: now)
            // What was changed before would be undone without the table.
            try DraftHistory(db).forget(id, in: clinic)
            _ = try db.run(CampaignSQL.touch.rawValue, [.instant(now), .id(clinic), .id(id)])
            try AuditStore(db).note(Deed(.change, .campaign, id), by: author, in: clinic, at: now)
            return .edited(.done)
        }
    }

    private func replace(
        _ old: [ReminderRule], by new: [ReminderRule], of campaign: ID<Campaign>, in clinic: ID<Clinic>
    ) throws {
        let known = Dictionary(uniqueKeysWithValues: old.map { ($0.id, $0) })
        let key: [Value] = [.id(clinic), .id(campaign)]
        var left = Set(known.keys)
        for rule in new {
            guard left.remove(rule.id) != nil else {
                // Of a line that somebody took away, or said twice, a new one is made.
                var rule = rule
                rule.id = ID(0)
                try insert(rule, of: campaign, in: clinic)
                continue
            }
            if known[rule.id] != rule {
                _ = try db.run(ReminderSQL.update.rawValue, ReminderRow.values(rule) + key + [.id(rule.id)])
            }
        }
        for id in left { _ = try db.run(ReminderSQL.remove.rawValue, key + [.id(id)]) }
    }

    func insert(_ rule: ReminderRule, of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws {
        let id: Value = rule.id == ID(0) ? .null : .id(rule.id)
        _ = try db.run(ReminderSQL.insert.rawValue, [id, .id(clinic), .id(campaign)] + ReminderRow.values(rule))
    }

    /// Takes the campaign out of its table for good: its steps stay as they are, and are its own; the table is gone.
    public func detach(_ id: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws -> Bool {
        try db.joiningTransaction {
            guard let campaign = try CampaignStore(db).lock(id, in: clinic), campaign.isTable else { return false }
            _ = try db.run(ReminderSQL.detach.rawValue, [.instant(now), .id(clinic), .id(id)])
            _ = try db.run(CampaignSQL.deleteReminderRules.rawValue, [.id(clinic), .id(id)])
            try DraftHistory(db).forget(id, in: clinic)
            let data = JSON.object(["detached": .bool(true)])
            try AuditStore(db).note(Deed(.change, .campaign, id, data: data), by: author, in: clinic, at: now)
            return true
        }
    }
}
