import Campaigns
import Markup
import Storage

/// The versions of a message template: who saved them and when, two held against each other, an old one brought back.
enum MessageVersions {
    /// `?old=2&new=5` compares these.
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let id: ID<MessageTemplate> = try request.id("id")
        guard let template = try MessageEditor.texts(id, visit).first else { throw HTTPRefusal.notFound }
        let versions = try MessageTemplateHistory(visit.db).versions(of: id, upTo: template.number, in: visit.clinicID)
        let page = visit.page("messages/versions.html")
        page.text("name", template.name)
        let new = number(request.query["new"], in: versions) ?? template.number
        let old = number(request.query["old"], in: versions) ?? versions.first { $0.number < new }?.number ?? new
        page.attribute("compare", "action", Path.messageVersions(id))
        // A first version can be compared with nothing.
        page.keep("choosing", if: versions.count > 1)
        page.each("version", versions) { row, version in
            row.keep("chosen", if: versions.count > 1)
            row.text("number", "Version \(version.number)")
            visit.times.fill(row, "saved", version.savedAt)
            row.text("author", version.author ?? "a program")
            row.text("changed", changed(version))
            for (slot, chosen) in [("old", old), ("new", new)] {
                row.attribute(slot, "value", String(version.number))
                row.attribute(slot, "checked", version.number == chosen ? "checked" : nil)
                row.attribute(
                    slot, "aria-label", "Version \(version.number) as the \(slot == "old" ? "older" : "newer")")
            }
            row.keep("back", if: visit.may(.manager) && version.number != template.number)
            row.attribute("back", "action", Path.bringBack(version.number, of: id))
            row.attribute("back-token", "value", visit.token)
            row.attribute("back-version", "value", String(template.number))
            row.text("back-spoken", " version \(version.number)")
        }
        page.keep("more", if: versions.last.map { $0.number > 1 } ?? false)
        page.keep("comparison", if: versions.count > 1)
        try fillComparison(page, id, old, new, visit)
        return try visit.respond(
            page,
            in: Frame(
                title: "Versions",
                crumbs: [Crumb(Noun.messages.name, Path.messages), Crumb(template.name, Path.message(id))],
                noun: .messages))
    }

    static func bringBack(_ request: Request, _ visit: Visit) throws -> Response {
        let id: ID<MessageTemplate> = try request.id("id")
        guard let current = try MessageEditor.texts(id, visit).first, let number = Int(try request.word("number")),
            (1..<current.number).contains(number)
        else { throw HTTPRefusal.notFound }
        let form = try Form(request, names: [Form.versionField])
        let edit = try MessageTemplateHistory(visit.db).bringBack(
            number, of: id, ifNumber: form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        return try answer(edit, id, "Version \(number) is back, as the newest.", visit)
    }

    static func dropLanguage(_ request: Request, _ visit: Visit) throws -> Response {
        let id: ID<MessageTemplate> = try request.id("id")
        _ = try MessageEditor.texts(id, visit)
        let form = try Form(request, names: [Form.versionField, "language"])
        let edit = try MessageTemplateHistory(visit.db).dropLanguage(
            form["language"], of: id, ifNumber: form.version, in: visit.clinicID, by: visit.author, at: visit.now)
        let name = LanguageWords.name(form["language"])
        return try answer(edit, id, "The \(name) text is removed. The version before still has it.", visit)
    }

    private static func answer(
        _ edit: MessageTemplateStore.Edit, _ id: ID<MessageTemplate>, _ title: String, _ visit: Visit
    ) throws -> Response {
        switch edit {
        case .saved:
            return try visit.redirect(
                to: Path.message(id),
                notice: Notice(title, "Running campaigns keep their text until they are published."))
        case .gone: throw HTTPRefusal.notFound
        case .stale(_, let by):
            let notice = Notice(
                "\(by ?? "Somebody") saved another version meanwhile. Nothing was changed: look at it first.",
                tone: .warn)
            return try visit.redirect(to: Path.messageVersions(id), notice: notice)
        }
    }

    private static func number(_ text: String?, in versions: [MessageTemplateHistory.Version]) -> Int? {
        text.flatMap { Int($0) }.flatMap { number in versions.contains { $0.number == number } ? number : nil }
    }

    private static func changed(_ version: MessageTemplateHistory.Version) -> String {
        let names = version.changed.map(LanguageWords.name).joined(separator: ", ")
        if version.number == 1 { return "The first: \(names)" }
        return names.isEmpty ? "The name alone" : "Changed: \(names)"
    }

    private static func fillComparison(
        _ page: Page, _ id: ID<MessageTemplate>, _ old: Int, _ new: Int, _ visit: Visit
    ) throws {
        let versions = [old, new].map { TemplateVersion(template: id, number: $0) }
        let texts = try MessageTemplateStore(visit.db).texts(of: Set(versions), in: visit.clinicID)
        let (before, after) = (texts[versions[0]] ?? [], texts[versions[1]] ?? [])
        let languages = Set((before + after).map(\.language)).sorted()
        page.text("comparison-title", "From version \(old) to version \(new)")
        page.each("language", languages) { row, language in
            let (one, other) = (before.first { $0.language == language }, after.first { $0.language == language })
            row.text("language", LanguageWords.name(language))
            let lines =
                LineChange.all(from: one?.subject ?? "", to: other?.subject ?? "")
                + LineChange.all(from: one?.body ?? "", to: other?.body ?? "")
            row.each("line", lines) { row, line in
                let words = words(line)
                row.attribute("line", "data-change", words.kind)
                row.text("sign", words.sign)
                row.text("spoken", words.spoken)
                row.text("text", words.text)
            }
        }
    }

    private static func words(_ line: LineChange) -> (kind: String?, sign: String, spoken: String, text: String) {
        switch line {
        case .same(let text): (nil, " ", "", text)
        case .removed(let text): ("removed", "−", "Taken out: ", text)
        case .added(let text): ("added", "+", "New: ", text)
        }
    }
}
