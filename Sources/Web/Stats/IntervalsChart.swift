import Campaigns
import Markup

/// The rates of an experiment's arms, each as a dot on the line that its 95 % interval spans: where lines lie apart there is
/// a difference. The table below it holds the same numbers.
struct IntervalsChart {
    let result: ExperimentResult
    let templates: Templates

    /// Coordinates of the template's view box.
    private static let left = 110.0
    private static let width = 330.0
    private static let rowHeight = 34
    private static let middle = 17
    private static let footHeight = 30

    func page() -> Page {
        let page = templates.page("charts/intervals.html")
        let arms = result.counts.compactMap { count in count.proportion.map { (arm: count.arm, proportion: $0) } }
        let end = Self.end(of: arms.map(\.proportion.wilsonInterval.upper).max() ?? 1)
        let bottom = arms.count * Self.rowHeight
        page.attribute("chart", "viewBox", "0 0 460 \(bottom + Self.footHeight)")
        page.attribute("chart", "aria-label", label(arms))
        page.each("arm", Array(arms.enumerated())) { row, item in
            let middle = String(item.offset * Self.rowHeight + Self.middle)
            let interval = item.element.proportion.wilsonInterval
            row.text("label", item.element.arm.phrase)
            row.attribute("label", "y", String(item.offset * Self.rowHeight + Self.middle + 5))
            row.attribute("line", "x1", Self.x(interval.lower, end))
            row.attribute("line", "x2", Self.x(interval.upper, end))
            row.attribute("dot", "cx", Self.x(item.element.proportion.rate, end))
            for (mark, names) in [("line", ["y1", "y2"]), ("dot", ["cy"])] {
                for name in names { row.attribute(mark, name, middle) }
            }
        }
        page.attribute("axis", "d", "M110 \(bottom + 4)H440")
        page.each("tick", [0, end / 2, end]) { row, rate in
            row.text("tick", ExperimentResult.percent(rate))
            row.attribute("tick", "x", Self.x(rate, end))
            row.attribute("tick", "y", String(bottom + 22))
        }
        return page
    }

    private func label(_ arms: [(arm: Arm, proportion: Proportion)]) -> String {
        arms.map { arm, proportion in
            let interval = proportion.wilsonInterval
            return "\(arm.phrase): \(ExperimentResult.percent(proportion.rate)) \(result.goal.phrase), "
                + "between \(ExperimentResult.percent(interval.lower)) and \(ExperimentResult.percent(interval.upper))"
        }.joined(separator: "; ")
    }

    /// Where the axis ends: the next round rate.
    private static func end(of rate: Double) -> Double {
        [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].first { rate <= $0 } ?? 1
    }

    private static func x(_ rate: Double, _ end: Double) -> String {
        let tenths = Int(((left + width * min(1, max(0, rate / end))) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
