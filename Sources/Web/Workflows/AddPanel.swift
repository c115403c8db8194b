import Campaigns
import Markup

/// The question which kind of step to add.
struct AddPanel {
    let visit: Visit
    let draft: Draft
    let place: StepPlace

    func page() -> Page {
        let page = visit.page("steps/add.html")
        page.text("where", sentence)
        for kind in [StepForm.Kind.send, .wait, .condition] {
            page.attribute(kind.rawValue, "href", Path.newStep(kind, at: place, of: draft.campaign.id))
        }
        page.attribute("cancel", "href", Path.builder(draft.campaign.id))
        return page
    }

    private var sentence: String {
        let before = draft.steps.first { $0.lane == place.lane && $0.position == place.position - 1 }
        if let before, let step = draft.workflow.step(before.id) { return "After “\(name(step))”." }
        guard let parent = place.lane.parent.flatMap(draft.workflow.step) else { return "As the first step." }
        return "First under “\(place.lane.name.capitalisedStart)” of “\(name(parent))”."
    }

    private func name(_ step: Step) -> String {
        StepWords(step, in: draft.workflow, messages: draft.messageNames).name
    }
}
