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
        page.text("copy-text", "Duplicate this step\(Self.within(nested))")
        page.each("place", PlaceWords(moving: step, in: draft).choices) { row, choice in
            row.text("place", choice.words)
            row.attribute("place", "value", choice.place.text)
            row.attribute("place", "selected", choice.isOwn ? "selected" : nil)
        }
        return page
    }

    private static func within(_ nested: Int) -> String {
        switch nested {
        case 0: ""
        case 1: " and the one within"
        default: " and the \(Numbers.grouped(nested)) within"
        }
    }
}
