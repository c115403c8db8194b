import Campaigns
import Markup
import Storage

/// Ready-made campaigns, each drawn as its steps; searched and filtered by the address.
enum Gallery {
    static func show(_ request: Request, _ visit: Visit) throws -> Response {
        let filter = GalleryFilter(
            words: String((request.query["q"] ?? "").prefix(120)),
            purpose: request.query["purpose"].flatMap(Purpose.init),
            trigger: request.query["trigger"].flatMap(EventType.init),
            channel: request.query["channel"].flatMap(Channel.init))
        let found = filter.workflows
        let page = visit.page("gallery/list.html")
        fillFilters(page, filter, found.count)
        page.keep("nothing-found", if: found.isEmpty)
        let offer = try GalleryOffer(visit)
        page.each("workflow", found) { row, workflow in
            row.attribute("workflow", "id", workflow.key)
            row.text("name", workflow.name)
            row.attribute("name", "href", Path.gallery(workflow.key))
            row.text("about", workflow.summary)
            row.text("advice", workflow.advice)
            row.text("purpose", permission(for: workflow))
            row.insert("drawing", drawing(of: workflow, visit.call.templates).page())
            offer.fill(row, workflow)
        }
        return try visit.respond(page, in: Frame(title: "Workflow gallery", noun: .gallery))
    }

    private static func fillFilters(_ page: Page, _ filter: GalleryFilter, _ count: Int) {
        page.attribute("search", "value", filter.words)
        let purposes = [
            ("", "All purposes"), (Purpose.care.rawValue, "Care"), (Purpose.marketing.rawValue, "Marketing"),
        ]
        fill(page, "purpose-choice", purposes, filter.purpose?.rawValue)
        fill(
            page, "trigger-choice",
            [("", "All beginnings")]
                + GalleryFilter.triggers.map { ($0.rawValue, Trigger.event($0, rule: nil).phrase) },
            filter.trigger?.rawValue)
        fill(
            page, "channel-choice",
            [("", "All channels")] + [Channel.email, .sms].map { ($0.rawValue, $0.phrase.capitalisedStart) },
            filter.channel?.rawValue)
        page.text("count", Numbers.count(count, "workflow", "workflows"))
        page.keep("filtered", if: !filter.isEmpty)
    }

    private static func fill(_ page: Page, _ name: String, _ choices: [(String, String)], _ chosen: String?) {
        page.each(name, choices) { row, choice in
            row.text(name, choice.1)
            row.attribute(name, "value", choice.0)
            row.attribute(name, "selected", choice.0 == (chosen ?? "") ? "selected" : nil)
        }
    }

    /// Who may get it, as rules.md 4 asks for consent.
    static func permission(for workflow: GalleryWorkflow) -> String {
        switch (workflow.purpose, workflow.type) {
        case (.marketing, _): "Marketing: only for those who agreed to it, within opening hours. English and Spanish."
        case (.care, .reminder): "Reminders: for everybody who has not declined them. English and Spanish."
        case (.care, _): "Care: for everybody who has not declined it. English and Spanish."
        }
    }

    /// "Use it": a draft of the clinic's own, with its message templates.
    static func use(_ request: Request, _ visit: Visit) throws -> Response {
        let workflow = try named(request)
        _ = try Form(request, names: [])
        if let standing = try GalleryOffer(visit).standing(workflow) {
            return try visit.redirect(
                to: Path.builder(standing.id),
                notice: Notice(
                    "“\(standing.name)” reminds already.", "A clinic has one campaign of reminders: change this one.",
                    tone: .warn))
        }
        // The clinic's reminders are a table, and one campaign.
        if workflow.key == ReminderStart.appointmentReminders.workflow.key { return try Reminders.begin(visit) }
        let id = try GalleryStore(visit.db).use(workflow, in: visit.clinicID, by: visit.author, at: visit.now)
        return try visit.redirect(
            to: Path.builder(id),
            notice: Notice(
                "“\(workflow.name)” is a draft of yours.",
                "Its message templates are yours too. Nothing is sent before you activate it."))
    }

    static func named(_ request: Request) throws -> GalleryWorkflow {
        guard let workflow = GalleryWorkflow.named(try request.word("key")) else { throw HTTPRefusal.notFound }
        return workflow
    }

    static func drawing(of workflow: GalleryWorkflow, _ templates: Templates) -> WorkflowDrawing {
        WorkflowDrawing(
            templates: templates, trigger: workflow.trigger, audience: workflow.audience,
            exclusions: workflow.exclusions,
            workflow: workflow.workflow, messages: workflow.messageNames)
    }
}
