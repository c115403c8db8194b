import Campaigns
import Markup

/// The question before a step is removed.
struct RemovePanel {
    let visit: Visit
    let draft: Draft
    let step: DraftStep
    /// Another changed it since it was opened.
    var isChanged = false

    func page() -> Page {
        let page = visit.page("steps/remove.html")
        page.text("title", "Remove “\(name)”?")
        page.text("text", text)
        visit.fill(of: page, postingTo: Path.stepRemoval(step.id, of: draft.campaign.id))
        page.attribute("version", "value", String(step.version))
        page.attribute("cancel", "href", Path.builder(draft.campaign.id, step: step.id))
        return page
    }

    private var name: String {
        draft.workflow.step(step.id).map { StepWords($0, in: draft.workflow, messages: draft.messageNames).name }
            ?? step.name
    }

    private var text: String {
        let changed = isChanged ? "Somebody changed it while you had it open: the card shows it as it is now. " : ""
        let nested = draft.nestedCount(of: step.id)
        if nested == 0 { return changed + "Its place closes; the steps after it move up." }
        return changed
            + "Its lanes hold \(Numbers.count(nested, "step", "steps")); \(nested == 1 ? "it goes" : "they go") with it."
    }
}
