import Campaigns
import Markup

/// The form of what starts a campaign, at the right of the drawing.
struct TriggerPanel {
    let visit: Visit
    let draft: Draft
    let form: TriggerForm
    let problems: [FormProblem]
    /// What it was drawn from.
    let version: Int

    init(
        visit: Visit, draft: Draft, form: TriggerForm? = nil, problems: [FormProblem] = [], version: Int? = nil
    ) {
        self.visit = visit
        self.draft = draft
        self.form = form ?? TriggerForm(draft.campaign.trigger)
        self.problems = problems
        self.version = version ?? draft.campaign.version
    }

    func page() -> Page {
        let page = visit.page("campaigns/trigger.html")
        let fields = visit.fields(problems: problems)
        fields.fillErrors(page)
        visit.fill(of: page, postingTo: Path.trigger(draft.campaign.id))
        page.attribute("version", "value", String(version))
        page.attribute("kind-field", "aria-describedby", fields.problem("kind") == nil ? nil : "kind-error")
        for kind in TriggerForm.Kind.allCases {
            page.attribute("\(kind.rawValue)-chosen", "checked", kind.rawValue == form.kind ? "checked" : nil)
        }
        page.each("event", EventType.known) { row, event in
            row.text("event", event.phrase)
            row.attribute("event", "value", event.type.rawValue)
            row.attribute("event", "selected", event.type.rawValue == form.event ? "selected" : nil)
        }
        page.attribute("custom", "value", form.custom)
        page.attribute("date", "value", form.date)
        page.attribute("time", "value", form.time)
        fillError(page, "kind-error", fields.problem("kind"))
        fillError(page, "event-error", fields.problem("event"))
        fillError(page, "custom-error", fields.problem("custom"))
        fillError(page, "scheduled-error", fields.problem("date") ?? fields.problem("time"))
        page.text("zone", "In the clinic’s time, \(visit.zone.name).")
        page.attribute("cancel", "href", Path.builder(draft.campaign.id))
        return page
    }

    private func fillError(_ page: Page, _ mark: String, _ problem: String?) {
        page.keep(mark, if: problem != nil)
        page.text(mark, problem ?? "")
    }
}
