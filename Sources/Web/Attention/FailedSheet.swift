import Campaigns
import CivilTime
import Markup
import Storage

/// The messages that failed, by the reason, with what can be done about each and about several at once.
struct FailedSheet {
    let visit: Visit
    let query: AttentionQuery
    /// How many of the latest wait, by kind.
    let kinds: [AttentionKind: Int]
    let stretch: AttentionList.Stretch

    var total: Int { kinds.values.reduce(0, +) }

    func fill(_ page: Page) {
        let mayAct = visit.may(.frontDesk)
        let isEmpty = stretch.sends.isEmpty
        page.keep("failed-table", if: !isEmpty)
        page.keep("failed-empty", if: isEmpty && total == 0)
        page.keep("failed-none", if: isEmpty && total > 0)
        page.keep("failed-kinds", if: total > 0)
        page.each("kind", [nil] + offered.map(Optional.some)) { row, kind in
            let count = kind.map { kinds[$0] ?? 0 } ?? total
            row.text("kind", kind?.title ?? "All")
            row.text(
                "kind-count",
                count > AttentionList.mostCounted
                    ? "\(Numbers.grouped(AttentionList.mostCounted))+" : Numbers.grouped(count))
            row.attribute("kind-way", "href", AttentionQuery.path(kind))
            row.attribute("kind-way", "aria-current", kind == query.kind ? "true" : nil)
        }
        page.keep("failed-pager", if: stretch.next != nil || query.after != nil)
        page.keep("earlier", if: stretch.next != nil)
        page.attribute("earlier", "href", stretch.next.map { AttentionQuery.path(query.kind, after: $0) })
        page.keep("newest", if: query.after != nil)
        page.attribute("newest", "href", AttentionQuery.path(query.kind))
        page.keep("kind-advice", if: query.kind != nil && !isEmpty)
        page.text("kind-advice", query.kind?.advice ?? "")
        guard !isEmpty else { return }
        visit.fill(form: "failed-form", of: page, postingTo: Path.failed)
        page.attribute("kept-kind", "value", query.kind?.rawValue ?? "")
        page.keep("may-choose", if: mayAct)
        page.keep("may-act", if: mayAct)
        page.keep("all-again", if: mayAct && query.kind != nil)
        page.attribute("all-again", "href", query.kind.map { Path.failedAgain($0) })
        page.text("all-again", query.kind.map { "All of “\($0.title)” again…" } ?? "")
        page.each("failed", stretch.sends) { row, failed in fill(row, failed, mayAct: mayAct) }
    }

    /// Those that wait, and the one that is shown.
    private var offered: [AttentionKind] {
        AttentionKind.allCases.filter { kinds[$0] != nil || $0 == query.kind }
    }

    private func fill(_ row: Page, _ failed: FailedSend, mayAct: Bool) {
        let send = failed.send
        let name = "\(send.patientName), \(send.title)"
        row.text("patient", send.patientName)
        row.attribute("patient", "href", Path.send(send.id, of: send.campaignID))
        row.text("message", "\(send.title) · \(failed.campaignName)")
        row.text("to", send.recipientName)
        visit.times.fill(row, "failed-at", failed.failedAt)
        row.text("why", failed.kind.title)
        row.attribute("why", "data-state", failed.kind == .ambiguous ? "held" : "failed")
        row.keep("answer", if: !failed.answer.isEmpty)
        row.text("answer", "The provider answered \(failed.answer)")
        row.keep("choose", if: mayAct)
        row.attribute("choice", "value", send.id.description)
        row.attribute("choice", "aria-label", "Choose: \(name)")
        row.keep("acts", if: mayAct)
        row.attribute("again", "value", send.id.description)
        row.attribute("again", "aria-label", "Send again: \(name)")
        row.keep("mend", if: failed.kind.isAboutAddress && failed.point != nil)
        row.attribute("mend", "href", Path.closedAddress(send.id))
        row.attribute("mend", "aria-label", "Correct the address: \(send.recipientName)")
        row.attribute("dismiss", "value", send.id.description)
        row.attribute("dismiss", "aria-label", "Dismiss: \(name)")
    }
}
