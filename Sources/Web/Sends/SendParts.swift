import Campaigns
import CivilTime
import Markup
import Storage

/// A stretch of sends in a table: what is still to come above what was planned until now, the latest first.
struct SendParts {
    let stretch: SendStretch
    let times: Times

    private struct Part {
        let title: String
        let sends: ArraySlice<ListedSend>
    }

    /// - Parameter fill: fills the row of one send.
    func fill(_ page: Page, _ fill: (Page, ListedSend) throws -> Void) rethrows {
        try page.each("part", parts) { row, part in
            row.text("part", part.title)
            try row.each("send", part.sends, fill: fill)
        }
    }

    private var parts: [Part] {
        let border = stretch.sends.firstIndex { $0.plannedAt < times.now } ?? stretch.sends.endIndex
        return [
            Part(title: "Still to come, the next one last", sends: stretch.sends[..<border]),
            Part(title: "Until now, the latest first", sends: stretch.sends[border...]),
        ].filter { !$0.sends.isEmpty }
    }

    /// - Parameters:
    ///   - isAtNow: whether this is where the list begins.
    ///   - paths: where it begins, and where it goes on from a place.
    func fillPager(_ page: Page, isAtNow: Bool, start: String, later: String?, earlier: String?) {
        page.keep("pager", if: later != nil || earlier != nil || !isAtNow)
        page.keep("to-now", if: !isAtNow)
        page.attribute("to-now", "href", start)
        page.keep("later", if: later != nil)
        page.attribute("later", "href", later)
        page.keep("earlier", if: earlier != nil)
        page.attribute("earlier", "href", earlier)
    }

    /// What lists of sends say of each of them.
    func fillRow(_ row: Page, _ send: ListedSend, why: String) {
        row.text("to", send.recipientName)
        times.fill(row, "time", send.sentAt ?? send.plannedAt)
        row.text("state", send.badge.word)
        row.attribute("state", "data-state", send.badge.state)
        row.text("why", why)
    }
}
