import Campaigns
import Markup

/// What can be done with a saved step besides saving it: moving it to any place, and copying it.
struct ElsewherePanel {
    let visit: Visit
    let draft: Draft
    let step: ID<Step>

    func page() -> Page {
        let page = visit.page("steps/elsewhere.html")
        page.attribute("token", "value", visit.token)
        page.attribute("version", "value", String(draft.campaign.version))
        page.attribute("move", "action", Path.stepPosition(step, of: draft.campaign.id))
        page.attribute("copy", "action", Path.stepCopy(step, of: draft.campaign.id))
        let nested = draft.nestedCount(of: step)
        page.text(
            "copy-text",
            nested == 0
                ? "Duplicate this step" : "Duplicate this step with its \(Numbers.count(nested, "step", "steps"))")
        page.each("place", PlaceWords(moving: step, in: draft).choices) { row, choice in
            row.text("place", choice.words)
            row.attribute("place", "value", choice.place.text)
            row.attribute("place", "selected", choice.isOwn ? "selected" : nil)
        }
        return page
    }
}
