import Campaigns
import Markup
import Storage

/// Another's change came first: what stands now, and what becomes of the form, which keeps what was typed.
struct StepConflict {
    let title: String
    /// How it is now, and what saving again does.
    let text: String
    /// The link that gives up what was typed.
    let drop: String
    let dropPath: String
    /// Which one stands now: saving again puts this form in its place. nil where the form adds a step.
    let version: Int?

    func page(_ visit: Visit) -> Page {
        let page = visit.page("steps/conflict.html")
        page.text("title", title)
        page.text("text", text)
        page.text("drop", drop)
        page.attribute("drop", "href", dropPath)
        return page
    }
}

extension StepConflict {
    /// The step says something else now.
    init(changed current: DraftStep, by: String?, _ draft: Draft, _ times: Times) {
        let words = draft.workflow.step(current.id).map {
            StepWords($0, in: draft.workflow, messages: draft.messageNames)
        }
        title = "\(by ?? "Somebody") changed this step \(times.near(current.updatedAt)), while you had it open."
        let now = words.map { "\($0.name) (\($0.detail))" } ?? current.name
        text = "It is now: \(now). Save to put yours in its place"
        drop = "take theirs"
        dropPath = Path.builder(draft.campaign.id, step: current.id)
        version = current.version
    }

    /// The step is gone; saving adds it anew at `place`.
    init(removed: RemovedStep, anewAt place: StepPlace, _ draft: Draft, _ times: Times) {
        title = "\(removed.by ?? "Somebody") removed this step \(times.near(removed.at)), while you had it open."
        text = "Save to add it anew \(draft.phrase(of: place))"
        drop = "leave it removed"
        dropPath = Path.builder(draft.campaign.id)
        version = nil
    }

    /// Where the new step was to stand is gone; saving adds it at `place`.
    init(lost: Draft.LostPlace, anewAt place: StepPlace, _ draft: Draft, _ times: Times) {
        title =
            "\(lost.by ?? "Somebody") removed the lane that this step was to stand in"
            + (lost.at.map { " \(times.near($0))" } ?? "") + ", while you had it open."
        text = "Save to add it \(draft.phrase(of: place)) instead"
        drop = "leave it out"
        dropPath = Path.builder(draft.campaign.id)
        version = nil
    }
}
