import Campaigns
import CivilTime
import MariaDB

/// A message template's versions, and what is made of them.
public struct MessageTemplateHistory {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How many versions pages tell of.
    public static let shown = 50

    /// One version as a list shows it.
    public struct Version: Sendable, Hashable {
        public let number: Int
        /// By their tags.
        public let languages: [String]
        /// The languages whose text differs from the version before, or is not in one of the two.
        public let changed: [String]
        public let savedAt: Instant
        /// nil for a program.
        public let author: String?
    }

    /// The newest versions, newest first.
    ///
    /// - Parameter number: the newest one's.
    public func versions(of id: ID<MessageTemplate>, upTo number: Int, in clinic: ID<Clinic>) throws -> [Version] {
        let rows = try db.rows(
            MessageTemplateSQL.history.rawValue, [.id(clinic), .id(id), .number(number - Self.shown - 1)])
        let byNumber = Dictionary(grouping: rows) { row -> Int in row.int("number") }
        return byNumber.keys.sorted(by: >).prefix(Self.shown).compactMap { number in
            guard let rows = byNumber[number], let first = rows.first else { return nil }
            let (now, before) = (Self.prints(rows), Self.prints(byNumber[number - 1] ?? []))
            let changed = Set(now.keys).union(before.keys).filter { now[$0] != before[$0] }
            return Version(
                number: number, languages: now.keys.sorted(), changed: changed.sorted(),
                savedAt: first.instant("created_at"), author: first.optionalText("staff"))
        }
    }

    private static func prints(_ rows: [Row]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: rows.map { ($0.text("language"), $0.text("print")) })
    }

    /// Makes an old version's texts the newest, as a version of their own; those between stay.
    ///
    /// - Parameter seen: the newest version that whoever asks has seen.
    public func bringBack(
        _ number: Int, of id: ID<MessageTemplate>, ifNumber seen: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> MessageTemplateStore.Edit {
        try change(id, ifNumber: seen, in: clinic, by: author, at: now) {
            let taken = try db.run(
                MessageTemplateSQL.bringBack.rawValue,
                [.number(seen + 1), .id(author.staffID), .instant(now), .id(clinic), .id(id), .number(number)])
            return taken.rows > 0
        }
    }

    /// A new version without one of the languages; those who read it get the clinic's.
    ///
    /// - Returns: `gone` also where it is not there, or is the only one.
    public func dropLanguage(
        _ language: String, of id: ID<MessageTemplate>, ifNumber seen: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> MessageTemplateStore.Edit {
        try change(id, ifNumber: seen, in: clinic, by: author, at: now) {
            let languages = try MessageTemplateStore(db).texts(id, in: clinic).map(\.language)
            guard languages.contains(language), languages.count > 1 else { return false }
            _ = try db.run(
                MessageTemplateSQL.carryLanguages.rawValue,
                [.id(author.staffID), .instant(now), .id(clinic), .id(id), .number(seen), .text(language)])
            return true
        }
    }

    /// A template of its own with the same texts, in the transaction at hand or one of its own.
    ///
    /// - Returns: nil when there is none of this id.
    public func duplicate(_ id: ID<MessageTemplate>, in clinic: ID<Clinic>, by author: Author, at now: Instant) throws
        -> ID<MessageTemplate>?
    {
        try db.joiningTransaction {
            let texts = try MessageTemplateStore(db).texts(id, in: clinic)
            guard let first = texts.first else { return nil }
            let name = String("Copy of \(first.name)".unicodeScalars.prefix(MessageTemplate.maximumNameLength))
            let copies = texts.map {
                MessageDraft(
                    name: name, channel: $0.channel, language: $0.language, subject: $0.subject, body: $0.body)
            }
            let copy = try MessageTemplateStore(db).insert(copies, in: clinic, by: author, at: now)
            try AuditStore(db).note(Deed(.add, .messageTemplate, copy), by: author, in: clinic, at: now)
            return copy
        }
    }

    private func change(
        _ id: ID<MessageTemplate>, ifNumber seen: Int, in clinic: ID<Clinic>, by author: Author, at now: Instant,
        _ write: () throws -> Bool
    ) throws -> MessageTemplateStore.Edit {
        try db.transaction {
            let store = MessageTemplateStore(db)
            guard let row = try db.row(MessageTemplateSQL.lock.rawValue, [.id(clinic), .id(id)]),
                let current = try store.texts(id, in: clinic).first
            else { return .gone }
            guard current.number == seen else {
                let name = try AuditStore(db).staffName(
                    .messageTemplate, id, in: clinic, at: row.instant("updated_at"))
                return .stale(current, by: name)
            }
            guard try write() else { return .gone }
            _ = try db.run(MessageTemplateSQL.raise.rawValue, [.instant(now), .id(clinic), .id(id)])
            try AuditStore(db).note(Deed(.change, .messageTemplate, id), by: author, in: clinic, at: now)
            return .saved(number: seen + 1)
        }
    }
}
