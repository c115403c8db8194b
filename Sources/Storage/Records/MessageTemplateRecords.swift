import Campaigns
import MariaDB

enum MessageTemplateRecordSQL: String, CaseIterable {
    /// One row per template of the clinic and language of its newest version, in the order of ids, from an id upwards.
    case page = """
        SELECT t.id, t.name, t.channel, v.number, v.language, v.subject, v.body
        FROM (SELECT id, name, channel, number FROM message_template FORCE INDEX (clinic_id)
            WHERE clinic_id = ? AND id > ? AND removed_at IS NULL AND (? IS NULL OR channel = ?)
            ORDER BY id LIMIT ?) t
        JOIN message_template_version v ON v.clinic_id = ? AND v.template_id = t.id AND v.number = t.number
        ORDER BY t.id, v.language
        """
}

/// Message templates as programs read them, each in one language.
public struct MessageTemplateRecords {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func page(
        channel: Channel?, language: String, after: ID<MessageTemplate>?, in clinic: ID<Clinic>
    ) throws -> RecordPage<MessageTemplate> {
        let rows = try db.rows(
            MessageTemplateRecordSQL.page.rawValue,
            [.id(clinic), .id(after ?? ID(0)), .choice(channel), .choice(channel), .recordLimit, .id(clinic)])
        let texts = Dictionary(grouping: rows.map(MessageTemplateRow.decode), by: \.id)
        return RecordPage(texts.keys.sorted().compactMap { texts[$0]?.inLanguage(language, else: language) })
    }
}
