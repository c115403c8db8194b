import Campaigns
import CivilTime
import Markup
import Storage

/// What the campaign list shows.
struct CampaignListPage {
    let campaigns: CampaignPage
    let query: CampaignListQuery
    let nextSend: Instant?
    let isHeld: Bool
    let times: Times
    let activeLimit: Int
    let mayCreate: Bool

    func fill(_ page: Page) {
        let isEmpty = campaigns.total == 0
        page.text("lead", lead)
        page.keep("may-create", if: mayCreate)
        page.keep("filters", if: !isEmpty)
        if !isEmpty { fillFilters(page) }
        page.keep("table", if: !campaigns.lines.isEmpty)
        if !campaigns.lines.isEmpty { fillTable(page) }
        fillPager(page)
        page.keep("nothing-found", if: !isEmpty && campaigns.lines.isEmpty)
        page.keep("empty", if: isEmpty)
    }

    private var lead: String {
        let active = "\(Numbers.grouped(campaigns.active)) of \(activeLimit) active"
        // Of a clinic that is held the banner says so.
        guard campaigns.active > 0, !isHeld else { return active }
        return "\(active) · " + (nextSend.map { "next message leaves \(times.near($0))" } ?? "no message is planned")
    }

    private func fillFilters(_ page: Page) {
        let filter = query.filter
        page.attribute("search", "value", filter.search)
        let statuses = [("", "All states")] + CampaignStatus.allCases.map { ($0.rawValue.lowercased(), $0.phrase) }
        page.each("status", statuses) { row, choice in
            fillOption(row, "status", choice, chosen: filter.status?.rawValue.lowercased())
        }
        let types = [("", "All types")] + CampaignType.allCases.map { ($0.rawValue.lowercased(), $0.phrase) }
        page.each("type", types) { row, choice in
            fillOption(row, "type", choice, chosen: filter.type?.rawValue.lowercased())
        }
        page.attribute("kept-sort", "value", query.sortText)
        page.keep("filtered", if: query.isFiltered)
        page.text("count", Numbers.count(campaigns.matching, "campaign", "campaigns"))
    }

    private func fillOption(_ row: Page, _ slot: String, _ choice: (String, String), chosen: String?) {
        row.text(slot, choice.1)
        row.attribute(slot, "value", choice.0)
        row.attribute(slot, "selected", choice.0 == chosen ?? "" ? "selected" : nil)
    }

    private struct Column {
        let sort: CampaignSort
        let name: String
        let style: String?
    }

    private static let columns = [
        Column(sort: .name, name: "Campaign", style: "name"), Column(sort: .type, name: "Type", style: nil),
        Column(sort: .status, name: "State", style: nil),
        Column(sort: .recipients, name: "Recipients", style: "number"),
        Column(sort: .sent, name: "Sent", style: "number"),
        Column(sort: .delivered, name: "Delivered", style: "number"),
        Column(sort: .opened, name: "Opened", style: "number"),
        Column(sort: .clicked, name: "Clicked", style: "number"),
    ]

    private func fillTable(_ page: Page) {
        page.each("column", Self.columns) { row, column in
            let isSorted = !query.sortText.isEmpty && query.filter.sort == column.sort
            row.attribute("column", "class", column.style)
            row.attribute(
                "column", "aria-sort", isSorted ? (query.filter.isAscending ? "ascending" : "descending") : nil)
            row.text("sort", column.name)
            row.attribute("sort", "href", query.path(sortedBy: column.sort))
        }
        page.each("campaign", campaigns.lines) { row, line in Self.fill(row, line) }
    }

    private static func fill(_ row: Page, _ line: CampaignPage.Line) {
        row.text("name", line.name)
        row.attribute("name", "href", Path.campaign(line.id))
        row.text(
            "says",
            line.selfPause.map { "Paused itself: \($0.sentence)" }
                ?? "\(line.trigger?.sentence ?? "No trigger yet") · \(messages(line.messages))")
        row.text("type", line.type.phrase)
        row.text("state", line.selfPause == nil ? line.status.phrase : "Paused itself")
        row.attribute("state", "data-state", line.status.rawValue.lowercased())
        let tally = line.tally
        row.text("recipients", number(tally[.recipients]))
        row.text("sent", number(tally[.sent]))
        let delivered = Numbers.percent(tally[.delivered], of: tally[.sent])
        row.text("delivered", percent(delivered))
        row.attribute("bar", "width", String(min(100, delivered ?? 0)))
        row.text("opened", percent(tally[.opened] > 0 ? Numbers.percent(tally[.opened], of: tally[.delivered]) : nil))
        row.text(
            "clicked", percent(tally[.clicked] > 0 ? Numbers.percent(tally[.clicked], of: tally[.delivered]) : nil))
    }

    private static func messages(_ count: Int) -> String {
        count == 0 ? "no message" : Numbers.count(count, "message", "messages")
    }

    private static func number(_ number: Int) -> String { number == 0 ? "–" : Numbers.grouped(number) }

    private static func percent(_ percent: Int?) -> String { percent.map { "\($0) %" } ?? "–" }

    private func fillPager(_ page: Page) {
        let current = query.filter.page
        let size = CampaignPage.size
        let hasNext = current <= campaigns.matching / size && current * size < campaigns.matching
        let isPaged = (current > 1 || hasNext) && !campaigns.lines.isEmpty
        page.keep("pager", if: isPaged)
        guard isPaged else { return }
        let first = (current - 1) * size + 1
        let last = first + campaigns.lines.count - 1
        page.text(
            "range",
            "Campaigns \(Numbers.grouped(first)) to \(Numbers.grouped(last)) of \(Numbers.grouped(campaigns.matching))")
        page.keep("previous", if: current > 1)
        page.keep("next", if: hasNext)
        if current > 1 { page.attribute("previous", "href", query.path(page: current - 1)) }
        if hasNext { page.attribute("next", "href", query.path(page: current + 1)) }
    }
}
