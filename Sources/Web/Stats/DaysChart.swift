import Campaigns
import Markup

/// Messages by day, or by week of a long period, as bars side by side.
struct DaysChart {
    let days: DayCounts
    let times: Times
    let templates: Templates
    /// What its bars are, without how long each of them is.
    var title = "Messages sent"

    /// Coordinates of the template's view box.
    private static let width = 460.0
    private static let base = 150.0
    private static let height = 127.0

    /// "Messages sent by day".
    var fullTitle: String { "\(title) by \(days.isByWeek ? "week" : "day")" }

    func page() -> Page {
        let page = templates.page("charts/days.html")
        let bars = days.bars
        let most = bars.map(\.count).max() ?? 0
        page.attribute("chart", "aria-label", label(bars, most))
        page.keep("scale", if: most > 0)
        page.text("scale", "\(Numbers.grouped(most)) a \(days.isByWeek ? "week" : "day")")
        let step = Self.width / Double(bars.count)
        page.each("day", Array(bars.enumerated()).filter { $0.element.count > 0 }) { row, item in
            let height = max(1, Self.height * Double(item.element.count) / Double(max(1, most)))
            row.attribute("day", "x", Self.tenths(Double(item.offset) * step + step * 0.15))
            row.attribute("day", "width", Self.tenths(max(0.8, step * 0.7)))
            row.attribute("day", "y", Self.tenths(Self.base - height))
            row.attribute("day", "height", Self.tenths(height))
            row.text("day-title", "\(name(item.element)): \(Numbers.grouped(item.element.count))")
        }
        page.text("first", times.day(days.first))
        page.text("last", times.day(days.last))
        return page
    }

    var table: FigureTable {
        FigureTable(
            title: fullTitle, columns: [days.isByWeek ? "Week" : "Day", "Messages"],
            rows: days.bars.map { [name($0), Numbers.grouped($0.count)] }, templates: templates)
    }

    private func label(_ bars: [DayCounts.Bar], _ most: Int) -> String {
        let period = "\(fullTitle), \(times.day(days.first)) to \(times.day(days.last))"
        guard most > 0, let bar = bars.first(where: { $0.count == most }) else { return "\(period): none" }
        return "\(period); most on \(name(bar)): \(Numbers.grouped(most))"
    }

    private func name(_ bar: DayCounts.Bar) -> String {
        bar.first == bar.last ? times.day(bar.first) : "\(times.day(bar.first)) to \(times.day(bar.last))"
    }

    /// "12.5".
    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
