import Markup

extension FieldPages {
    /// Fills the slot above a form with every problem, linked to its field; empties it without one.
    /// - Parameter title: for pages that are not in English.
    func fillErrors(_ page: Page, slot: String = "errors", title: String? = nil) {
        guard !problems.isEmpty else { return page.text(slot, "") }
        let summary = templates.page("forms/errors.html")
        summary.text("title", title ?? Self.title(problems.count))
        summary.each("error", problems) { row, problem in
            row.text("error", problem.message)
            row.attribute("error", "href", "#\(problem.field)")
        }
        page.insert(slot, summary)
    }

    private static func title(_ count: Int) -> String {
        count == 1 ? "One thing needs another look" : "\(count) things need another look"
    }
}
