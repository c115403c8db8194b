import Campaigns
import Markup
import Storage

/// Makes a copy of a message template, and takes one out of the list, which asks first and is refused while something
/// uses it.
enum MessageRemoval {
    static func duplicate(_ request: Request, _ visit: Visit) throws -> Response {
        let id: ID<MessageTemplate> = try request.id("id")
        guard try MessageTemplateStore(visit.db).texts(id, in: visit.clinicID).first != nil else {
            throw HTTPRefusal.notFound
        }
        _ = try Form(request, names: [])
        guard
            let copy = try MessageTemplateHistory(visit.db).duplicate(
                id, in: visit.clinicID, by: visit.author, at: visit.now)
        else { throw HTTPRefusal.notFound }
        return try visit.redirect(
            to: Path.message(copy), notice: Notice("This is the copy.", "Give it a name of its own."))
    }

    static func ask(_ request: Request, _ visit: Visit) throws -> Response {
        let template = try template(request, visit)
        let uses = try MessageTemplateStore(visit.db).uses(of: [template.id], in: visit.clinicID)[template.id] ?? []
        return try respond(visit, template, uses)
    }

    static func remove(_ request: Request, _ visit: Visit) throws -> Response {
        let template = try template(request, visit)
        _ = try Form(request, names: [])
        switch try MessageTemplateStore(visit.db).remove(
            template.id, in: visit.clinicID, by: visit.author, at: visit.now)
        {
        case .done: return try visit.redirect(to: Path.messages, notice: Notice("“\(template.name)” is removed."))
        case .used(let uses): return try respond(visit, template, uses, status: 409)
        case .gone: throw HTTPRefusal.notFound
        }
    }

    private static func template(_ request: Request, _ visit: Visit) throws -> MessageTemplate {
        guard let template = try MessageEditor.texts(request.id("id"), visit).first else { throw HTTPRefusal.notFound }
        return template
    }

    private static func respond(
        _ visit: Visit, _ template: MessageTemplate, _ uses: [TemplateUse], status: Int = 200
    ) throws -> Response {
        let page = visit.page("messages/remove.html")
        page.text("title", uses.isEmpty ? "Remove “\(template.name)”?" : "“\(template.name)” is in use")
        page.text(
            "lead",
            uses.isEmpty
                ? "No campaign sends it. What was sent from it stays readable."
                : "It cannot be removed while these campaigns send it. Take it out of their steps first.")
        page.keep("uses", if: !uses.isEmpty)
        page.each("use", uses) { row, use in
            row.text("campaign", use.name)
            row.attribute("campaign", "href", Path.builder(use.campaign))
            row.text("steps", use.steps.map(\.name).joined(separator: ", "))
        }
        page.keep("may-remove", if: uses.isEmpty)
        visit.fill(of: page, postingTo: Path.removeMessage(template.id))
        page.text("cancel", uses.isEmpty ? "Keep it" : "Back to the template")
        page.attribute("cancel", "href", Path.message(template.id))
        return try visit.respond(
            page,
            in: Frame(
                title: "Remove a message template",
                crumbs: [Crumb(Noun.messages.name, Path.messages), Crumb(template.name, Path.message(template.id))],
                noun: .messages, status: status))
    }
}
