import Campaigns
import Markup
import Storage

/// Ready-made campaigns, each drawn as its steps.
enum Gallery {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let page = visit.page("gallery/list.html")
        page.each("workflow", GalleryWorkflow.all) { row, workflow in
            row.attribute("workflow", "id", workflow.key)
            row.text("name", workflow.name)
            row.text("about", workflow.summary)
            row.text("advice", workflow.advice)
            row.text("purpose", permission(for: workflow))
            row.insert("drawing", drawing(of: workflow, visit.call.templates).page())
            row.keep("may-use", if: visit.may(.manager))
            visit.fill(of: row, postingTo: Path.gallery(workflow.key))
            row.text("spoken", ": \(workflow.name)")
        }
        return try visit.respond(page, in: Frame(title: "Workflow gallery", noun: .gallery))
    }

    /// Who may get it, as rules.md 4 asks for consent.
    private static func permission(for workflow: GalleryWorkflow) -> String {
        switch (workflow.purpose, workflow.type) {
        case (.marketing, _): "Marketing: only for those who agreed to it, within opening hours. English and Spanish."
        case (.care, .reminder): "Reminders: for everybody who has not declined them. English and Spanish."
        case (.care, _): "Care: for everybody who has not declined it. English and Spanish."
        }
    }

    /// "Use this": a draft of the clinic's own, with its message templates.
    static func use(_ request: Request, _ visit: Visit) throws -> Response {
        guard let workflow = GalleryWorkflow.named(try request.word("key")) else { throw HTTPRefusal.notFound }
        _ = try Form(request, names: [])
        let id = try GalleryStore(visit.db).use(workflow, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.builder(id),
            notice: Notice(
                "“\(workflow.name)” is a draft of yours.",
                "Its message templates are yours too. Nothing is sent before you activate it."))
    }

    private static func drawing(of workflow: GalleryWorkflow, _ templates: Templates) -> WorkflowDrawing {
        WorkflowDrawing(
            templates: templates, trigger: workflow.trigger, audience: workflow.audience, exclusions: nil,
            workflow: workflow.workflow, messages: workflow.messageNames)
    }
}
