import Campaigns
import Markup
import Storage

/// Whether a workflow of the gallery is offered: reminders only where the clinic has none (design.md 6).
struct GalleryOffer {
    private let visit: Visit
    private let reminders: GalleryStore.Standing?

    init(_ visit: Visit) throws {
        self.visit = visit
        reminders = try GalleryStore(visit.db).reminders(in: visit.clinicID)
    }

    /// The campaign that does already what the workflow would; nil where it is offered.
    func standing(_ workflow: GalleryWorkflow) -> GalleryStore.Standing? {
        workflow.isReminder ? reminders : nil
    }

    func fill(_ page: Page, _ workflow: GalleryWorkflow) {
        let standing = standing(workflow)
        page.keep("may-use", if: visit.may(.manager) && standing == nil)
        visit.fill(of: page, postingTo: Path.gallery(workflow.key))
        page.text("spoken", ": \(workflow.name)")
        page.keep("standing", if: standing != nil)
        page.text("standing-name", standing?.name ?? "")
        page.attribute("standing-name", "href", standing.map { Path.builder($0.id) })
    }
}
