import Campaigns
import Markup

/// The question which kind of step to add.
struct AddPanel {
    let visit: Visit
    let draft: Draft
    let place: StepPlace

    func page() -> Page {
        let page = visit.page("steps/add.html")
        page.text("where", "\(draft.phrase(of: place).capitalisedStart).")
        for kind in StepForm.Kind.allCases {
            page.attribute(kind.rawValue, "href", Path.newStep(kind, at: place, of: draft.campaign.id))
        }
        page.attribute("cancel", "href", Path.builder(draft.campaign.id))
        return page
    }
}
