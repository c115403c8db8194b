import Campaigns
import Markup

/// The form of one step, at the right of the drawing.
struct StepPanel {
    enum Target {
        case new(StepPlace)
        case saved(DraftStep)
    }

    let visit: Visit
    let draft: Draft
    let form: StepForm
    let target: Target
    var problems: [FormProblem] = []
    var conflict: StepConflict?
    /// What was typed, to be shown without saving it.
    var tried: StepForm.Reading?

    private var fields: FieldPages { visit.fields(problems: problems) }

    func page() throws -> Page {
        let page = visit.page("steps/\(form.kind.rawValue).html")
        page.text("title", title)
        fillConflict(page)
        fields.fillErrors(page)
        fillForm(page)
        switch form.kind {
        case .send: try fillSend(page)
        case .wait: WaitPanel(fields: fields, form: form, anchors: anchors).fill(page)
        case .condition: fillCondition(page)
        case .branch: fillBranch(page)
        case .split: try fillSplit(page)
        }
        return page
    }

    private var title: String {
        switch (target, form.kind) {
        case (.saved(let step), _):
            draft.workflow.step(step.id).map { StepWords($0, in: draft.workflow, messages: draft.messageNames).name }
                ?? step.name
        case (.new, let kind): kind.phrase
        }
    }

    private func fillConflict(_ page: Page) {
        guard let conflict else { return page.text("conflict", "") }
        page.insert("conflict", conflict.page(visit))
    }

    private func fillForm(_ page: Page) {
        let campaign = draft.campaign.id
        page.attribute("token", "value", visit.token)
        page.attribute("cancel", "href", Path.with(Path.builder(campaign), draft.looking))
        page.text("submit", "Save step")
        switch target {
        case .new(let place):
            page.attribute("form", "action", Path.with(Path.steps(of: campaign), draft.looking))
            page.attribute("version", "value", "0")
            fillKept(page, [("type", form.kind.rawValue), ("add", place.text)])
            page.keep("removable", if: false)
            page.text("elsewhere", "")
        case .saved(let step):
            page.attribute("form", "action", Path.with(Path.step(step.id, of: campaign), draft.looking))
            page.attribute("version", "value", String(conflict?.version ?? step.version))
            fillKept(page, [])
            page.keep("removable", if: true)
            page.attribute("remove", "formaction", Path.stepRemoval(step.id, of: campaign))
            page.insert("elsewhere", ElsewherePanel(visit: visit, draft: draft, step: step.id).page())
        }
    }

    private func fillKept(_ page: Page, _ kept: [(name: String, value: String)]) {
        page.each("kept", kept) { row, field in
            row.attribute("kept", "name", field.name)
            row.attribute("kept", "value", field.value)
        }
    }

    private func fillSend(_ page: Page) throws {
        page.insert(
            "fields", fields.input("name", "Name", value: form.name, hint: "What its card says; patients never see it.")
        )
        let channels = StepForm.channels.map { FieldPages.Choice($0.rawValue, $0.phrase.capitalisedStart) }
        page.insert("fields", fields.select("channel", "Channel", channels, value: form.channel))
        let messages = draft.templates.values.sorted { $0.name < $1.name }.map {
            FieldPages.Choice($0.id.description, "\($0.name) · \($0.channel.phrase)")
        }
        page.insert(
            "fields",
            fields.select(
                "template", "Message template", [FieldPages.Choice("", "Choose…")] + messages, value: form.template))
        page.insert(
            "fields",
            fields.checkboxes(
                "until-confirmed", "Confirmed visits",
                [FieldPages.Choice("yes", "Only until the patient has confirmed the visit")],
                values: form.isOnlyUntilConfirmed ? ["yes"] : []))
        page.insert(
            "fields",
            ExperimentPanel(
                visit: visit, fields: fields, form: form.experiment, messages: messages,
                purpose: draft.campaign.purpose, needs: try outlook.sentences(of: experiment)
            ).page())
        page.keep("calendar", if: carriesCalendar)
        page.keep("look-button", if: draft.looking != nil)
        page.insert("look", try look.page())
    }

    /// Whether the message brings the visit into the patient's own calendar.
    private var carriesCalendar: Bool {
        guard case .saved(let step) = target else { return false }
        return draft.terms.carriesCalendar(step.id)
    }

    private var outlook: OutlookWords {
        if case .saved(let step) = target { return OutlookWords(visit: visit, draft: draft, step: step.id) }
        return OutlookWords(visit: visit, draft: draft, step: nil)
    }

    /// As it was typed, else as it was saved.
    private var experiment: Experiment? {
        if let tried { return tried.action.experiment }
        if case .saved(let step) = target { return step.action.experiment }
        return nil
    }

    private var look: StepLook {
        let trial = tried.map { draft.trying($0, at: target) }
        switch target {
        case .saved(let step):
            return StepLook(
                visit: visit, draft: trial?.draft ?? draft, step: step.id, isTyped: trial != nil,
                opened: "step=\(step.id)")
        case .new(let place):
            return StepLook(
                visit: visit, draft: trial?.draft ?? draft, step: trial?.step, isTyped: trial != nil,
                opened: "add=\(place.text)")
        }
    }

    private func fillCondition(_ page: Page) {
        page.insert("fields", fields.input("name", "Question", value: form.name, hint: "As the card asks it."))
        page.insert(
            "rules",
            RulesEditor(
                fields: fields, form: form.rules, legend: "Yes, when",
                hint: "What is not known counts as no."
            ).page())
        page.insert(
            "rules",
            fields.checkboxes(
                "exits", "Afterwards",
                [(LaneKey.yes, "Yes"), (.no, "No")].map {
                    FieldPages.Choice($0.0.rawValue, "\($0.1): the way ends after these steps")
                },
                values: form.exits))
    }

    private func fillBranch(_ page: Page) {
        page.insert("fields", fields.input("name", "Question", value: form.name, hint: "As the card asks it."))
        var losses: [String] = []
        if case .saved(let step) = target { losses = draft.losses(of: step, keeping: form.branch.lanes.map(\.key)) }
        BranchPanel(fields: fields, form: form.branch, losses: losses).fill(page)
    }

    private func fillSplit(_ page: Page) throws {
        page.insert("fields", fields.input("name", "Name", value: form.name, hint: "As the card says it."))
        var losses: [String] = []
        if case .saved(let step) = target { losses = draft.losses(of: step, keeping: form.split.lanes.map(\.key)) }
        SplitPanel(fields: fields, form: form.split, losses: losses).fill(page)
        let needs = try outlook.sentences(ofSplit: form.split.lanes.compactMap { Int($0.weight) })
        page.keep("needs", if: !needs.isEmpty)
        page.each("need", needs) { row, need in row.text("need", need) }
    }

    /// What a wait may count from here, and what this one does count from.
    private var anchors: [WaitAnchor] {
        let brought = draft.campaign.trigger?.broughtAnchors ?? []
        let named = [form.wait["offset-anchor"], form.wait["day-anchor"]]
        return WaitAnchor.allCases.filter {
            $0.isAlwaysAllowed || brought.contains($0) || named.contains($0.rawValue)
        }
    }
}
