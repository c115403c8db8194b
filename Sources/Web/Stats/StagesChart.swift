import Campaigns
import Markup

/// From plan to click, as bars one below the other.
struct StagesChart {
    let totals: Tally
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
        let stages = self.stages
        page.attribute("chart", "viewBox", "0 0 460 \(stages.count * Self.rowHeight + Self.barTop)")
        page.attribute(
            "chart", "aria-label",
            stages.map { "\($0.name) \(Numbers.grouped($0.count))" }.joined(separator: ", "))
        let most = max(1, stages.map(\.count).max() ?? 1)
        page.each("stage", Array(stages.enumerated())) { row, item in
            let (index, stage) = item
            let top = index * Self.rowHeight
            // Something is never drawn as nothing.
            let width = stage.count == 0 ? 0 : max(2, stage.count * Self.barWidth / most)
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

    private var stages: [(name: String, count: Int)] {
        let always = [("Planned", Tally.Measure.planned), ("Sent", .sent), ("Delivered", .delivered)]
        // Care messages carry no tracking, so that nothing is known of their openings and clicks.
        let tracked = [("Opened", Tally.Measure.opened), ("Clicked", .clicked)].filter { totals[$0.1] > 0 }
        return (always + tracked).map { (name: $0.0, count: totals[$0.1]) }
    }
}
