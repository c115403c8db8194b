import Campaigns
import Markup

/// Promoters, passives and detractors as parts of one bar, each with its number and word below.
struct PartsChart {
    let score: NetPromoterScore
    let templates: Templates

    private struct Part {
        let style: String
        let count: Int
        let name: String
        let note: String
    }

    /// Of the template's view box.
    private static let width = 460
    private static let gap = 2
    private static let labelWidth = 160

    private var parts: [Part] {
        [
            Part(
                style: "promoters", count: score.promoters,
                name: Numbers.count(score.promoters, "promoter", "promoters"), note: "9 and 10"),
            Part(
                style: "passives", count: score.passives,
                name: Numbers.count(score.passives, "passive", "passives"), note: "7 and 8"),
            Part(
                style: "detractors", count: score.detractors,
                name: Numbers.count(score.detractors, "detractor", "detractors"), note: "0 to 6"),
        ]
    }

    private var all: Int { score.promoters + score.passives + score.detractors }

    func page() -> Page {
        let page = templates.page("charts/parts.html")
        page.attribute("chart", "aria-label", parts.map(\.name).joined(separator: ", "))
        var start = 0
        let drawn = parts.map { part in
            let width = part.count * Self.width / all
            defer { start += width }
            return (part: part, x: start, width: max(0, width - Self.gap))
        }
        page.each("part", Array(drawn.enumerated())) { row, item in
            let (part, x, width) = item.element
            row.attribute("bar", "class", part.style)
            row.attribute("bar", "x", String(x))
            row.attribute("bar", "width", String(width))
            row.text("value", part.name)
            row.text("note", "\(part.note): \(Share(part.count, of: all).text ?? "–")")
            for mark in ["value", "note"] { row.attribute(mark, "x", String(item.offset * Self.labelWidth)) }
        }
        return page
    }

    func table(before: NetPromoterScore?) -> FigureTable {
        let names = ["Promoters, 9 and 10", "Passives, 7 and 8", "Detractors, 0 to 6"]
        let then = before.map { [$0.promoters, $0.passives, $0.detractors] }
        return FigureTable(
            title: "Who would recommend the clinic",
            columns: ["", "These days"] + (then == nil ? [] : ["The days before"]),
            rows: parts.indices.map { index in
                [names[index], Numbers.grouped(parts[index].count)]
                    + (then.map { [Numbers.grouped($0[index])] } ?? [])
            }, templates: templates)
    }
}
