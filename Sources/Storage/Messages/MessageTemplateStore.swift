import Campaigns
import CivilTime
import MariaDB

/// The clinic's texts. A saved change makes a new version; versions never change, since revisions name them.
public struct MessageTemplateStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The newest version, in `language` where it has that, else in its first.
    public func template(_ id: ID<MessageTemplate>, language: String, in clinic: ID<Clinic>) throws
        -> MessageTemplate?
    {
        try texts(id, in: clinic).inLanguage(language, else: language)
    }

    /// The newest version in every language it has, by their tags; empty for a template that is not there.
    public func texts(_ id: ID<MessageTemplate>, in clinic: ID<Clinic>) throws -> [MessageTemplate] {
        try db.rows(MessageTemplateSQL.newest.rawValue, [.id(clinic), .id(id)]).map(MessageTemplateRow.decode)
    }

    /// The newest version of every template, by id; what a draft is held against.
    public func all(language: String, in clinic: ID<Clinic>) throws -> [ID<MessageTemplate>: MessageTemplate] {
        let texts = try db.rows(MessageTemplateSQL.allNewest.rawValue, [.id(clinic)]).map(MessageTemplateRow.decode)
        return Dictionary(grouping: texts, by: \.id).compactMapValues { $0.inLanguage(language, else: language) }
    }

    /// What each is called.
    public func names(in clinic: ID<Clinic>) throws -> [ID<MessageTemplate>: String] {
        let rows = try db.rows(MessageTemplateSQL.names.rawValue, [.id(clinic)])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.id("id"), $0.text("name")) })
    }

    /// The newest version of each of these that is there, in the order of their ids.
    func newest(of ids: Set<ID<MessageTemplate>>, in clinic: ID<Clinic>) throws -> [TemplateVersion] {
        guard !ids.isEmpty else { return [] }
        return try db.rows(MessageTemplateSQL.numbers.rawValue, [.ids(ids), .id(clinic)]).map {
            TemplateVersion(template: $0.id("id"), number: $0.int("number"))
        }
    }

    /// The texts of these versions in every language they have, for the sender: one statement.
    public func texts(of versions: some Collection<TemplateVersion>, in clinic: ID<Clinic>) throws
        -> [TemplateVersion: [MessageTemplate]]
    {
        guard !versions.isEmpty else { return [:] }
        let list = versions.map {
            JSONCell.row([.number($0.template.rawValue), .number(Int64($0.number))])
        }
        let texts = try db.rows(
            MessageTemplateSQL.versions.rawValue, [.text(JSONCell.table(list)), .id(clinic)]
        ).map(MessageTemplateRow.decode)
        return Dictionary(grouping: texts) { TemplateVersion(template: $0.id, number: $0.number) }
    }

    /// Makes a template with its first version, in a transaction of its own.
    public func create(_ text: MessageDraft, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<MessageTemplate>
    {
        try db.transaction {
            let id = try insert([text], in: clinic, by: author, at: now)
            try AuditStore(db).note(Deed(.add, .messageTemplate, id), by: author, in: clinic, at: now)
            return id
        }
    }

    /// - Parameter texts: the first version in each of its languages, at least one; name and channel are the first's.
    func insert(_ texts: [MessageDraft], in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<MessageTemplate>
    {
        guard let first = texts.first else { preconditionFailure("a message template without a text") }
        let change = try db.run(
            MessageTemplateSQL.insert.rawValue,
            [.id(clinic), .text(first.name), .choice(first.channel), .instant(now), .instant(now)])
        let id = ID<MessageTemplate>(change.lastID)
        for text in texts { try insert(text, as: 1, of: id, in: clinic, by: author, at: now) }
        return id
    }

    private func insert(
        _ text: MessageDraft, as number: Int, of id: ID<MessageTemplate>, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws {
        _ = try db.run(
            MessageTemplateSQL.insertVersion.rawValue,
            [
                .id(clinic), .id(id), .number(number), .text(text.language), .text(text.subject), .text(text.body),
                .id(author.staffID), .instant(now),
            ])
    }

    public enum Edit: Sendable, Hashable {
        case saved(number: Int)
        /// Somebody saved a version since: this one, and who of the staff did, if known.
        case stale(MessageTemplate, by: String?)
        case gone
    }

    /// Saves a new version, in a transaction of its own. A template keeps its channel.
    ///
    /// - Parameter number: the version that was edited.
    public func save(
        _ text: MessageDraft, of id: ID<MessageTemplate>, ifNumber number: Int, in clinic: ID<Clinic>,
        by author: Author, at now: Instant
    ) throws -> Edit {
        try db.transaction {
            guard let row = try db.row(MessageTemplateSQL.lock.rawValue, [.id(clinic), .id(id)]),
                let current = try template(id, language: text.language, in: clinic)
            else { return .gone }
            guard current.number == number else {
                let changed = row.instant("updated_at")
                let name = try AuditStore(db).staffName(.messageTemplate, id, in: clinic, at: changed)
                return .stale(current, by: name)
            }
            _ = try db.run(
                MessageTemplateSQL.update.rawValue, [.text(text.name), .instant(now), .id(clinic), .id(id)])
            try insert(text.tidied(for: current.channel), as: number + 1, of: id, in: clinic, by: author, at: now)
            _ = try db.run(
                MessageTemplateSQL.carryLanguages.rawValue,
                [.id(author.staffID), .instant(now), .id(clinic), .id(id), .number(number), .text(text.language)])
            try AuditStore(db).note(Deed(.change, .messageTemplate, id), by: author, in: clinic, at: now)
            return .saved(number: number + 1)
        }
    }
}

enum MessageTemplateRow {
    static func decode(_ row: Row) -> MessageTemplate {
        MessageTemplate(
            id: row.id("id"), name: row.text("name"), channel: row.choice("channel"), number: row.int("number"),
            language: row.text("language"), subject: row.text("subject"), body: row.text("body"))
    }
}
