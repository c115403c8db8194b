import Campaigns
import Markup

/// Numbers of one kind, as bars one below the other.
struct StagesChart {
    struct Stage {
        let name: String
        let count: Int
        /// In the period before.
        var before = 0
    }

    let stages: [Stage]
    let templates: Templates

    /// Coordinates of the template's view box.
    private static let labelWidth = 96
    private static let barWidth = 290
    private static let rowHeight = 36
    private static let barTop = 6
    private static let textBase = 24
    private static let gap = 8

    func page() -> Page {
        let page = templates.page("charts/stages.html")
        page.attribute("chart", "viewBox", "0 0 460 \(stages.count * Self.rowHeight + Self.barTop)")
        page.attribute(
            "chart", "aria-label",
            stages.map { "\($0.name) \(Numbers.grouped($0.count))" }.joined(separator: ", "))
        let most = max(1, stages.map(\.count).max() ?? 1)
        page.each("stage", Array(stages.enumerated())) { row, item in
            let (index, stage) = item
            let top = index * Self.rowHeight
            // Something is never drawn as nothing.
            let width = stage.count <= 0 ? 0 : max(2, stage.count * Self.barWidth / most)
            row.text("label", stage.name)
            row.attribute("label", "y", String(top + Self.textBase))
            row.attribute("bar", "y", String(top + Self.barTop))
            row.attribute("bar", "width", String(width))
            row.text("value", Numbers.grouped(stage.count))
            row.attribute("value", "x", String(Self.labelWidth + width + Self.gap))
            row.attribute("value", "y", String(top + Self.textBase))
        }
        return page
    }

    func table(_ title: String, isCompared: Bool) -> FigureTable {
        FigureTable(
            title: title, columns: ["", "These days"] + (isCompared ? ["The days before"] : []),
            rows: stages.map {
                [$0.name, Numbers.grouped($0.count)] + (isCompared ? [Numbers.grouped($0.before)] : [])
            }, templates: templates)
    }
}
