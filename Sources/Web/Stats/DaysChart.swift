import Campaigns
import Markup

/// Messages sent by day, as bars side by side.
struct DaysChart {
    let days: DayCounts
    let times: Times
    let templates: Templates
    /// What its bars are.
    var title = "Messages sent by day"

    /// Coordinates of the template's view box.
    private static let width = 460.0
    private static let base = 150.0
    private static let height = 127.0

    func page() -> Page {
        let page = templates.page("charts/days.html")
        let first = times.day(days.first)
        let last = times.day(days.last)
        page.attribute("chart", "aria-label", label(first, last))
        page.keep("scale", if: days.most > 0)
        page.text("scale", "\(Numbers.grouped(days.most)) a day")
        let step = Self.width / Double(days.count)
        page.each("day", Array(days.sent.enumerated()).filter { $0.element > 0 }) { row, item in
            let (index, count) = item
            let height = max(1, Self.height * Double(count) / Double(max(1, days.most)))
            row.attribute("day", "x", Self.tenths(Double(index) * step + step * 0.15))
            row.attribute("day", "width", Self.tenths(max(0.8, step * 0.7)))
            row.attribute("day", "y", Self.tenths(Self.base - height))
            row.attribute("day", "height", Self.tenths(height))
            row.text("day-title", "\(times.day(days.date(index))): \(Numbers.grouped(count))")
        }
        page.text("first", first)
        page.text("last", last)
        return page
    }

    private func label(_ first: String, _ last: String) -> String {
        let period = "\(title), \(first) to \(last)"
        guard let most = days.sent.firstIndex(of: days.most), days.most > 0 else { return "\(period): none" }
        return "\(period); most on \(times.day(days.date(most))): \(Numbers.grouped(days.most))"
    }

    /// "12.5".
    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
