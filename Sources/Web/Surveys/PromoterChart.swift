import Campaigns
import Markup

/// The net promoter score as a dot on the line that its 95 % interval spans, below it the one of the period before.
struct PromoterChart {
    let now: NetPromoterScore
    let before: NetPromoterScore?
    let templates: Templates

    /// Coordinates of the template's view box.
    private static let left = 110.0
    private static let width = 330.0
    private static let rowHeight = 36
    private static let middle = 22
    private static let footHeight = 28

    private var lines: [(name: String, score: NetPromoterScore)] {
        [(name: "These days", score: now)] + (before.map { [(name: "Before", score: $0)] } ?? [])
    }

    func page() -> Page {
        let page = templates.page("charts/promoters.html")
        let bottom = lines.count * Self.rowHeight
        page.attribute("chart", "viewBox", "0 0 460 \(bottom + Self.footHeight)")
        page.attribute("chart", "aria-label", label)
        page.attribute("zero", "x1", Self.x(0))
        page.attribute("zero", "x2", Self.x(0))
        page.attribute("zero", "y2", String(bottom + 2))
        page.each("line", Array(lines.enumerated())) { row, item in
            let score = item.element.score
            let middle = item.offset * Self.rowHeight + Self.middle
            let (low, high) = Self.interval(score)
            row.text("label", item.element.name)
            row.attribute("label", "y", String(middle + 5))
            row.attribute("interval", "x1", Self.x(low))
            row.attribute("interval", "x2", Self.x(high))
            row.attribute("interval", "y1", String(middle))
            row.attribute("interval", "y2", String(middle))
            row.attribute("dot", "cx", Self.x(score.score))
            row.attribute("dot", "cy", String(middle))
            row.text("value", Self.signed(score.score))
            row.attribute("value", "x", Self.x(score.score))
            row.attribute("value", "y", String(middle - 10))
        }
        page.attribute("axis", "d", "M110 \(bottom + 2)H440")
        page.each("tick", [-100, -50, 0, 50, 100]) { row, score in
            row.text("tick", Self.signed(score).replacing(".0", with: ""))
            row.attribute("tick", "x", Self.x(score))
            row.attribute("tick", "y", String(bottom + 20))
        }
        return page
    }

    /// How far the score may be trusted.
    var sentence: String {
        let (low, high) = Self.interval(now)
        let scores = Numbers.count(now.promoters + now.passives + now.detractors, "score", "scores")
        return
            "With \(scores) it lies between \(Self.signed(low)) and \(Self.signed(high)), 19 times in 20."
    }

    var table: FigureTable {
        FigureTable(
            title: "Net promoter score", columns: ["", "Score", "At least", "At most", "Scores"],
            rows: lines.map { name, score in
                let (low, high) = Self.interval(score)
                let all = score.promoters + score.passives + score.detractors
                return [name, Self.signed(score.score), Self.signed(low), Self.signed(high), Numbers.grouped(all)]
            }, templates: templates)
    }

    private var label: String {
        lines.map { name, score in
            let (low, high) = Self.interval(score)
            return "\(name) \(Self.signed(score.score)), between \(Self.signed(low)) and \(Self.signed(high))"
        }.joined(separator: "; ")
    }

    private static func interval(_ score: NetPromoterScore) -> (low: Double, high: Double) {
        (max(-100, score.score - score.margin), min(100, score.score + score.margin))
    }

    private static func x(_ score: Double) -> String { tenths(left + width * (score + 100) / 200) }

    /// "45.0", "−12.5".
    static func signed(_ number: Double) -> String { (number < -0.04 ? "−" : "") + tenths(abs(number)) }

    /// Of what is not negative: "14.5".
    static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
