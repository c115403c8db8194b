import Campaigns
import Markup
import Storage

/// The buttons above the drawing that take the last change of the draft back, and do it again.
struct HistoryBar {
    let visit: Visit
    let draft: Draft
    let ends: DraftChange.Ends
    /// What was pressed last, and so has the focus.
    let returned: DraftReturn.Direction?

    func page() -> Page {
        let page = visit.page("workflow/history.html")
        page.keep("history", if: ends.last != nil || ends.undone != nil)
        page.attribute("token", "value", visit.token)
        page.attribute("version", "value", String(draft.campaign.version))
        page.attribute("history", "action", Path.draft(.undo, of: draft.campaign.id))
        let focused = returned.map { change($0) != nil ? $0 : $0 == .undo ? .redo : .undo }
        for direction in DraftReturn.Direction.allCases {
            let slot = direction == .undo ? "undo" : "redo"
            let change = change(direction)
            page.keep(slot, if: change != nil)
            page.attribute(slot, "formaction", Path.draft(direction, of: draft.campaign.id))
            page.attribute(slot, "autofocus", focused == direction ? "" : nil)
            page.text("\(slot)-text", change.map { "\(direction.phrase): \(words($0))" } ?? "")
        }
        return page
    }

    private func change(_ direction: DraftReturn.Direction) -> DraftChange? {
        direction == .undo ? ends.last : ends.undone
    }

    private func words(_ change: DraftChange) -> String {
        DraftChangeWords(change, messages: draft.messageNames, reader: visit.staff.name).text
    }
}

extension DraftReturn.Direction {
    fileprivate var phrase: String { self == .undo ? "Undo" : "Redo" }
}
