import Campaigns
import CivilTime
import MariaDB

/// A campaign that names a message template.
public struct TemplateUse: Sendable, Hashable {
    public let campaign: ID<Campaign>
    public let name: String
    public let status: CampaignStatus
    public let purpose: Purpose
    /// The steps of its draft that send it, at least one.
    public let steps: [Place]

    public struct Place: Sendable, Hashable {
        public let step: ID<Step>
        public let name: String
    }
}

/// A campaign that people go through with a version of a message template.
public struct TemplateRun: Sendable, Hashable {
    public let campaign: ID<Campaign>
    public let name: String
    public let number: Int
}

extension MessageTemplateStore {
    /// Which campaigns that are not over name each of these, by name.
    public func uses(of ids: some Collection<ID<MessageTemplate>>, in clinic: ID<Clinic>) throws
        -> [ID<MessageTemplate>: [TemplateUse]]
    {
        guard !ids.isEmpty else { return [:] }
        let list = Value.ids(ids)
        let rows = try db.rows(MessageTemplateSQL.uses.rawValue, [list, .id(clinic), list, .id(clinic)])
        return Dictionary(grouping: rows) { $0.id("template_id") }.mapValues { rows in
            var uses: [TemplateUse] = []
            for row in rows {
                let place = TemplateUse.Place(step: row.id("step_id"), name: row.text("step"))
                let before = uses.last.flatMap { $0.campaign == row.id("id") ? $0.steps : nil }
                if before != nil { uses.removeLast() }
                uses.append(
                    TemplateUse(
                        campaign: row.id("id"), name: row.text("name"), status: row.choice("status"),
                        purpose: row.bool("is_marketing") ? .marketing : .care, steps: (before ?? []) + [place]))
            }
            return uses
        }
    }

    /// Which running and paused campaigns send a version of it, by name: what they were last published with.
    public func running(_ id: ID<MessageTemplate>, in clinic: ID<Clinic>) throws -> [TemplateRun] {
        try db.rows(MessageTemplateSQL.running.rawValue, [.id(clinic), .id(id)]).map { row in
            TemplateRun(campaign: row.id("id"), name: row.text("name"), number: row.int("number"))
        }
    }

    public enum Removal: Sendable, Hashable {
        case done
        /// By campaigns that are not over.
        case used([TemplateUse])
        case gone
    }

    /// Takes a template that no campaign uses out of the lists; what was sent from it stays.
    public func remove(_ id: ID<MessageTemplate>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> Removal
    {
        try db.transaction {
            guard try db.row(MessageTemplateSQL.lock.rawValue, [.id(clinic), .id(id)]) != nil else { return .gone }
            let uses = try uses(of: [id], in: clinic)[id] ?? []
            guard uses.isEmpty else { return .used(uses) }
            _ = try db.run(
                MessageTemplateSQL.remove.rawValue, [.instant(now), .instant(now), .id(clinic), .id(id)])
            try AuditStore(db).note(Deed(.remove, .messageTemplate, id), by: author, in: clinic, at: now)
            return .done
        }
    }
}
