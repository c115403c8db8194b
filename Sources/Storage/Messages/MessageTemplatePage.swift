import Campaigns
import CivilTime
import MariaDB

/// One page of the clinic's message templates.
public struct MessageTemplatePage: Sendable, Hashable {
    /// One template as the list shows it.
    public struct Line: Sendable, Hashable {
        public let template: MessageTemplate
        /// Tags of the languages it has, at least one.
        public let languages: [String]
        public let uses: [TemplateUse]
        public let updatedAt: Instant
    }

    public static let size = 50

    public let lines: [Line]
    /// How many fit the filters, on all pages.
    public let matching: Int
    public let total: Int
}

extension MessageTemplateStore {
    /// - Parameters:
    ///   - search: part of a name; empty for all.
    ///   - page: from 1.
    public func page(channel: Channel?, search: String, page: Int, in clinic: ID<Clinic>) throws
        -> MessageTemplatePage
    {
        let name: Value = search.isEmpty ? .null : .text(LikePattern.containing(search))
        let filter: [Value] = [.choice(channel), .choice(channel), name, name]
        let counts = try db.row(MessageTemplateSQL.counts.rawValue, filter + [.id(clinic)])
        let offset = min(max(0, page - 1), 1_000_000) * MessageTemplatePage.size
        let rows = try db.rows(
            MessageTemplateSQL.page.rawValue,
            [.id(clinic)] + filter + [.number(MessageTemplatePage.size), .number(offset)])
        let uses = try uses(of: rows.map { $0.id("id") }, in: clinic)
        let lines = rows.map { row in
            let template = MessageTemplateRow.decode(row)
            return MessageTemplatePage.Line(
                template: template, languages: row.text("languages").split(separator: ",").map(String.init),
                uses: uses[template.id] ?? [], updatedAt: row.instant("updated_at"))
        }
        return MessageTemplatePage(
            lines: lines, matching: counts?.int("matching") ?? 0, total: counts?.int("total") ?? 0)
    }
}
