import Campaigns
import Markup

/// Where the period of a page with numbers is chosen: a link for each that is offered, and two days to be typed.
struct PeriodBar {
    let query: PeriodQuery
    /// The page's own address, and that of its numbers as a file, where there is one.
    let path: String
    let csvPath: String?
    let visit: Visit

    func page() -> Page {
        let page = visit.page("stats/period.html")
        let fields = visit.fields(problems: query.problems)
        page.each("period", PeriodQuery.offered) { row, choice in
            row.text("period", choice.title)
            row.attribute(
                "period", "href", Path.with(path, choice == PeriodQuery.usual ? [] : [("period", choice.word)]))
            row.attribute("period", "aria-current", choice == query.choice ? "true" : nil)
        }
        page.attribute("typed", "open", query.choice == .days || !query.problems.isEmpty ? "" : nil)
        page.attribute("form", "action", path)
        page.insert("from", fields.input("from", "First day", value: typed(query.from, .from), type: "date"))
        page.insert("to", fields.input("to", "Last day", value: typed(query.to, .to), type: "date"))
        page.keep("file", if: csvPath != nil)
        page.attribute("csv", "href", Path.with(csvPath ?? path, query.fields))
        page.text("as-of", "As of \(visit.times.text(visit.now))")
        return page
    }

    private enum End { case from, to }

    /// What was typed, or the day that is shown.
    private func typed(_ text: String, _ end: End) -> String {
        guard text.isEmpty else { return text }
        return end == .from ? query.period.first.text : query.period.last.text
    }
}
