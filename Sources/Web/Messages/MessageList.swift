import Campaigns
import Markup
import Storage

/// The clinic's message templates, by name.
enum MessageList {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let search = request.query["q"] ?? ""
        let channel = request.query["channel"].flatMap(Channel.init(rawValue:))
        let number = request.query["page"].flatMap { Int($0) }.map { max(1, $0) } ?? 1
        let found = try MessageTemplateStore(visit.db).page(
            channel: channel, search: String(search.prefix(120)), page: number, in: visit.clinicID)
        let page = visit.page("messages/list.html")
        page.text("lead", "\(Numbers.count(found.total, "template", "templates")) · what campaigns send")
        page.keep("may-create", if: visit.may(.manager))
        fillFilters(page, search: search, channel: channel, found)
        page.keep("table", if: !found.lines.isEmpty)
        page.each("message", found.lines) { row, line in fill(row, line, visit.clinicName, visit.times) }
        fillPager(page, number, found, [("q", search), ("channel", channel?.rawValue ?? "")])
        page.keep("nothing-found", if: found.lines.isEmpty && found.total > 0)
        page.keep("empty", if: found.total == 0)
        return try visit.respond(page, in: Frame(title: Noun.messages.name, noun: .messages))
    }

    private static func fillFilters(_ page: Page, search: String, channel: Channel?, _ found: MessageTemplatePage) {
        page.keep("filters", if: found.total > 0)
        page.attribute("search", "value", search)
        let channels: [(String, String)] =
            [("", "All channels")] + StepForm.channels.map { ($0.rawValue, $0.phrase.capitalisedStart) }
        page.each("channel", channels) { row, choice in
            row.text("channel", choice.1)
            row.attribute("channel", "value", choice.0)
            row.attribute("channel", "selected", choice.0 == (channel?.rawValue ?? "") ? "selected" : nil)
        }
        page.text("count", Numbers.count(found.matching, "template", "templates"))
    }

    private static func fill(_ row: Page, _ line: MessageTemplatePage.Line, _ clinic: String, _ times: Times) {
        row.text("name", line.template.name)
        row.attribute("name", "href", Path.message(line.template.id))
        row.text("begins", beginning(of: line.template, clinic))
        row.text("channel-name", line.template.channel.phrase.capitalisedStart)
        row.text("languages", line.languages.map(LanguageWords.name).joined(separator: ", "))
        row.text(
            "used", line.uses.isEmpty ? "No campaign" : Numbers.count(line.uses.count, "campaign", "campaigns"))
        times.fill(row, "changed", line.updatedAt)
    }

    /// The subject, or the first words of a text without one, as somebody might read it: with samples in its fields.
    private static func beginning(of template: MessageTemplate, _ clinic: String) -> String {
        let text = template.subject.isEmpty ? template.body : template.subject
        let line = sampled(text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "", clinic)
        return line.count > 90 ? "\(line.prefix(90))…" : line
    }

    private static func sampled(_ line: String, _ clinic: String) -> String {
        // What cannot be read stands as it was written.
        guard let text = try? MessageText(parsing: line) else { return line }
        return text.pieces.map { piece in
            switch piece {
            case .text(let words): words
            case .field(.clinicName, _): clinic
            case .field(let field, _): field.sample
            }
        }.joined()
    }

    private static func fillPager(
        _ page: Page, _ number: Int, _ found: MessageTemplatePage, _ filters: [(name: String, value: String)]
    ) {
        let first = (number - 1) * MessageTemplatePage.size
        let last = first + found.lines.count
        page.keep("pager", if: found.matching > MessageTemplatePage.size)
        page.text("range", "Templates \(first + 1) to \(last) of \(Numbers.grouped(found.matching))")
        page.keep("previous", if: number > 1)
        page.attribute("previous", "href", Path.with(Path.messages, filters + [("page", String(number - 1))]))
        page.keep("next", if: last < found.matching)
        page.attribute("next", "href", Path.with(Path.messages, filters + [("page", String(number + 1))]))
    }
}
