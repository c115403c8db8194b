import Campaigns
import Markup

/// Puts the drawing and one panel together.
struct BuilderPage {
    let visit: Visit
    let draft: Draft

    /// Whether this visitor may change this campaign's workflow now.
    var isEditable: Bool { draft.isOpen && visit.may(.manager) }

    func respond(_ open: WorkflowDrawing.Editing.Open, _ panel: Page, status: Int = 200) throws -> Response {
        let page = visit.page("campaigns/builder.html")
        let problems = draft.problems
        page.insert("head", CampaignHeadPage(visit: visit, campaign: draft.campaign, tab: .workflow).page())
        fillProblems(page, problems)
        page.insert("drawing", drawing(open, problems).page())
        page.insert("panel", panel)
        page.attribute("moves", "action", Path.builder(draft.campaign.id))
        page.attribute("token", "value", visit.token)
        return try visit.respond(
            page,
            in: visit.frame(draft.campaign, "Workflow", status: status))
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
            segments: draft.segments, editing: isEditable ? .init(campaign: draft.campaign.id, open: open) : nil,
            problems: onCards)
    }

    private func fillProblems(_ page: Page, _ problems: [Problem]) {
        page.keep("problems", if: !problems.isEmpty)
        page.text(
            "problems-title",
            (problems.count == 1 ? "One thing" : "\(Numbers.grouped(problems.count)) things")
                + " to settle before it can be \(draft.campaign.status == .draft ? "activated" : "published")")
        page.each("problem", problems) { row, problem in
            row.text("problem", sentence(problem))
            row.attribute("problem", "href", place(of: problem))
        }
    }

    /// "Reminder SMS: The message template is missing."
    private func sentence(_ problem: Problem) -> String {
        guard let step = problem.step.flatMap(draft.workflow.step) else { return problem.message }
        return "\(StepWords(step, in: draft.workflow, messages: draft.messageNames).name): \(problem.message)"
    }

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
        return page
    }

    private var whyFixed: String {
        if !draft.isOpen {
            return "This campaign is \(draft.campaign.status.phrase.lowercased()), so its workflow stays as it is."
        }
        return "Your role may look at the workflow, not change it."
    }
}
