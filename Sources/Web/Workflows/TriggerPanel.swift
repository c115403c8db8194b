import Campaigns
import Markup

/// The form of what starts a campaign, at the right of the drawing.
struct TriggerPanel {
    let visit: Visit
    let draft: Draft
    let form: TriggerForm
    /// What the form says, where it makes sense.
    let shown: Trigger?
    let problems: [FormProblem]
    /// What it was drawn from.
    let version: Int

    init(
        visit: Visit, draft: Draft, form: TriggerForm, shown: Trigger? = nil, problems: [FormProblem] = [],
        version: Int? = nil
    ) {
        self.visit = visit
        self.draft = draft
        self.form = form
        self.shown = shown
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
        page.each("event-group", TriggerForm.EventGroup.allCases) { row, group in
            row.attribute("event-group", "label", group.rawValue)
            row.each("event", EventType.known.filter { group.holds($0.type) }) { row, event in
                row.text("event", event.phrase)
                row.attribute("event", "value", event.type.rawValue)
                row.attribute("event", "selected", event.type.rawValue == form.event ? "selected" : nil)
            }
        }
        page.attribute("lead-days", "value", form.leadDays)
        page.each("lead-side", TriggerForm.LeadSide.allCases) { row, side in
            row.text("lead-side", side.rawValue)
            row.attribute("lead-side", "value", side.rawValue)
            row.attribute("lead-side", "selected", side.rawValue == form.leadSide ? "selected" : nil)
        }
        fillError(page, "lead-error", fields.problem("lead-days") ?? fields.problem("lead-side"))
        page.each("reentry", TriggerForm.ReentryChoice.allCases) { row, choice in
            row.text("reentry", choice.phrase)
            row.attribute("reentry", "value", choice.rawValue)
            row.attribute("reentry", "selected", choice == form.reentryChoice ? "selected" : nil)
        }
        page.attribute("reentry-days", "value", form.reentryDays)
        let isWrong = fields.problem("reentry-days") != nil
        page.attribute("reentry-days", "aria-invalid", isWrong ? "true" : nil)
        page.attribute(
            "reentry-days", "aria-describedby", isWrong ? "reentry-days-hint reentry-days-error" : "reentry-days-hint")
        fillError(page, "reentry-error", fields.problem("reentry-days"))
        page.attribute("custom", "value", form.custom)
        page.attribute("date", "value", form.date)
        page.attribute("time", "value", form.time)
        fillError(page, "kind-error", fields.problem("kind"))
        fillError(page, "event-error", fields.problem("event"))
        fillError(page, "custom-error", fields.problem("custom"))
        fillError(page, "scheduled-error", fields.problem("date") ?? fields.problem("time"))
        RecurrencePanel(visit: visit, fields: fields, form: form.recurrence, recurrence: shown?.recurrence).fill(page)
        TriggerWords(trigger: shown, reentryDays: shownReentry, draft: draft, zone: visit.zone).fill(page)
        page.insert(
            "rules",
            RulesEditor(
                fields: fields, form: form.rules, legend: "When something happens, only if",
                hint: "Asked as it happens. Without a line: always."
            ).page())
        page.text("zone", "In the clinic’s time, \(visit.zone.name).")
        page.attribute("cancel", "href", Path.builder(draft.campaign.id))
        return page
    }

    /// What the form says of it; the draft's own where it says none.
    private var shownReentry: Int? {
        form.reentryChoice == .never ? nil : Int(form.reentryDays) ?? draft.campaign.reentryDays
    }

    private func fillError(_ page: Page, _ mark: String, _ problem: String?) {
        page.keep(mark, if: problem != nil)
        page.text(mark, problem ?? "")
    }
}
