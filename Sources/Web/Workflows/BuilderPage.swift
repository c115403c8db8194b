import Campaigns
import Markup
import Storage

/// Puts the drawing and one panel together.
struct BuilderPage {
    let visit: Visit
    let draft: Draft
    var focus: WorkflowDrawing.Editing.Focus?
    /// Whose button is in focus above the drawing.
    var returned: DraftReturn.Direction?

    /// Whether this visitor may change this campaign's workflow now.
    var isEditable: Bool { draft.hasOwnSteps && visit.may(.manager) }

    /// - Parameter told: what did not happen, because the draft had changed.
    func respond(
        _ open: WorkflowDrawing.Editing.Open, _ panel: Page, status: Int = 200, told: String? = nil
    ) throws -> Response {
        let page = visit.page("campaigns/builder.html")
        let problems = draft.problems
        page.insert("head", try CampaignHeadPage(visit: visit, campaign: draft.campaign, tab: .workflow).page())
        fillProblems(page, problems)
        page.insert("drawing", drawing(open, problems).page())
        page.insert("panel", panel)
        page.attribute("moves", "action", Path.builder(draft.campaign.id))
        page.attribute("token", "value", visit.token)
        page.attribute("version", "value", String(draft.campaign.version))
        let ends = isEditable ? try DraftHistory(visit.db).ends(of: draft.campaign.id, in: visit.clinicID) : .none
        page.insert("history", HistoryBar(visit: visit, draft: draft, ends: ends, returned: returned).page())
        page.keep("told", if: told != nil)
        if let told { fillTold(page, told, ends.last ?? ends.undone) }
        fillMenu(page)
        var frame = visit.frame(draft.campaign, "Workflow", status: status)
        if isEditable {
            frame.scripts = ["step-add", "step-drag", "draft-keys", "step-look", "live-answer", "rule-fields"]
        }
        return try visit.respond(page, in: frame)
    }

    /// The drawing as it stands now, with a word about why nothing was done.
    func tell(_ told: String) throws -> Response { try respond(.nothing, words(), status: 409, told: told) }

    private func fillTold(_ page: Page, _ told: String, _ change: DraftChange?) {
        let who = change?.at == draft.campaign.updatedAt ? change?.by : nil
        page.text(
            "told-title",
            "\(who ?? "Somebody") changed the workflow \(visit.times.near(draft.campaign.updatedAt)), while you had it open."
        )
        page.text("told-text", "\(told) Here it is as it stands now.")
    }

    /// What a script opens at a plus; without one each plus leads to the same choice.
    private func fillMenu(_ page: Page) {
        page.keep("add-menu", if: isEditable)
        page.each("kind", StepForm.Kind.allCases) { row, kind in
            row.text("kind-name", kind.phrase)
            row.attribute("kind-icon", "href", "/assets/icons.svg#\(kind.icon)")
            row.attribute("kind", "href", Path.newStep(kind, at: draft.end, of: draft.campaign.id))
        }
    }

    private func drawing(_ open: WorkflowDrawing.Editing.Open, _ problems: [Problem]) -> WorkflowDrawing {
        var onCards: [ID<Step>?: [String]] = [:]
        for problem in problems {
            if let step = problem.step { onCards[step, default: []].append(problem.message) }
            if problem.place == .trigger { onCards[nil, default: []].append(problem.message) }
        }
        return WorkflowDrawing(
            templates: visit.call.templates, trigger: draft.campaign.trigger, audience: draft.campaign.audience,
            exclusions: draft.campaign.exclusions, workflow: draft.workflow, messages: draft.messageNames,
            segments: draft.segments,
            editing: isEditable
                ? .init(campaign: draft.campaign.id, open: open, focus: focus, looking: draft.looking) : nil,
            problems: onCards)
    }

    private func fillProblems(_ page: Page, _ problems: [Problem]) {
        page.keep("problems", if: !problems.isEmpty)
        page.text(
            "problems-title",
            (problems.count == 1 ? "One thing" : "\(Numbers.grouped(problems.count)) things")
                + " to settle before it can be \(draft.campaign.status == .draft ? "activated" : "published")")
        let words = draft.problemWords
        let parts = [
            ("problem", problems.prefix(Self.shownProblems)), ("late-problem", problems.dropFirst(Self.shownProblems)),
        ]
        for (slot, problems) in parts {
            page.each(slot, problems) { row, problem in
                row.text(slot, words.sentence(problem))
                row.attribute(slot, "href", place(of: problem))
            }
        }
        let late = problems.count - Self.shownProblems
        page.keep("late-problems", if: late > 0)
        page.text("late-summary", "\(Numbers.grouped(max(0, late))) more")
    }

    /// More of them would push the drawing out of sight; the others are a press away.
    private static let shownProblems = 8

    private func place(of problem: Problem) -> String {
        switch problem.place {
        case .step(let step): isEditable ? Path.builder(draft.campaign.id, step: step) : "#main"
        case .trigger: isEditable ? Path.builderTrigger(draft.campaign.id) : "#main"
        case .audience: Path.audience(draft.campaign.id)
        case .workflow, .clinic: "#main"
        }
    }

    /// The panel while nothing is open: the campaign in words.
    func words() -> Page {
        let page = visit.page("steps/panel-empty.html")
        page.text("words", WorkflowWords(draft: draft).text)
        page.keep("editable", if: isEditable)
        page.keep("fixed", if: !isEditable)
        page.text("fixed", whyFixed)
        page.keep("table", if: draft.campaign.isTable)
        page.attribute("table", "href", Path.reminders)
        return page
    }

    private var whyFixed: String {
        if !draft.isOpen {
            return "This campaign is \(draft.campaign.status.phrase.lowercased()), so its workflow stays as it is."
        }
        if draft.campaign.isTable { return Campaign.tableSaysSteps }
        return "Your role may look at the workflow, not change it."
    }
}
