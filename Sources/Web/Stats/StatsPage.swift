import Campaigns
import CivilTime
import Markup
import Storage

/// What the statistics of a campaign show.
struct StatsPage {
    let campaign: Campaign
    let totals: Tally
    let steps: [ID<Step>: Tally]
    let skips: [StatsStore.Skips]
    let labels: [ID<Step>: StepStore.Label]
    let sent: DayCounts
    let times: Times
    let templates: Templates

    func fill(_ page: Page) {
        fillPeriod(page)
        page.each("tally", figures) { row, figure in
            row.text("label", figure.label)
            row.text("figure", figure.number)
            row.text("sub", figure.note)
        }
        let isEmpty = totals[.planned] == 0
        page.keep("charts", if: !isEmpty)
        page.keep("steps", if: !isEmpty)
        page.keep("reasons", if: !skips.isEmpty)
        page.keep("empty", if: isEmpty)
        page.text("empty", "No message is planned yet. The numbers appear here as soon as a patient begins.")
        if !isEmpty { fillCounts(page) }
        page.each("reason", skips) { row, skip in
            row.text("reason", skip.reason.skippedSentence)
            row.attribute(
                "reason", "href", Path.with(Path.sends(campaign.id), [("reason", skip.reason.rawValue)]))
            row.text("count", Numbers.grouped(skip.count))
        }
    }

    private func fillPeriod(_ page: Page) {
        page.attribute("form", "action", Path.stats(campaign.id))
        page.each("period", CampaignStats.periods) { row, days in
            row.text("period", days == 365 ? "Last year" : "Last \(days) days")
            row.attribute("period", "value", String(days))
            row.attribute("period", "selected", days == sent.count ? "selected" : nil)
        }
        page.text("as-of", "As of \(times.text(times.now))")
    }

    private func fillCounts(_ page: Page) {
        page.insert("stages", StagesChart(totals: totals, templates: templates).page())
        page.insert("days", DaysChart(days: sent, times: times, templates: templates).page())
        let counted = labels.filter { $0.value.channel != nil && steps[$0.key] != nil }.sorted { $0.key < $1.key }
        page.each("step", counted) { row, step in fill(row, step.key, step.value, steps[step.key] ?? Tally()) }
    }

    private func fill(_ row: Page, _ id: ID<Step>, _ label: StepStore.Label, _ tally: Tally) {
        let channel = label.channel?.title ?? ""
        row.text("step", label.name.isEmpty ? channel : label.name)
        row.attribute("step", "href", Path.with(Path.sends(campaign.id), [("step", id.description)]))
        row.text("channel", channel)
        row.text("planned", Numbers.grouped(tally[.planned]))
        row.text("sent", Numbers.grouped(tally[.sent]))
        row.text("delivered", Numbers.grouped(tally[.delivered]))
        row.text("opened", Self.tracked(tally[.opened]))
        row.text("clicked", Self.tracked(tally[.clicked]))
        row.text("skipped", Numbers.grouped(tally[.skipped]))
        row.text("failed", Numbers.grouped(tally[.failed]))
    }

    /// Care messages carry no tracking: none counted says nothing.
    private static func tracked(_ count: Int) -> String { count == 0 ? "–" : Numbers.grouped(count) }

    private struct Figure {
        let label: String
        let number: String
        let note: String
    }

    private var figures: [Figure] {
        let reason = skips.first.map { "most often: \($0.reason.skippedSentence.withoutStop.lowercasedStart)" }
        return [
            Figure(label: "Recipients", number: Numbers.grouped(totals[.recipients]), note: "patients"),
            share("Delivered", .delivered, of: .sent), share("Clicked", .clicked, of: .delivered),
            Figure(label: "Skipped", number: Numbers.grouped(totals[.skipped]), note: reason ?? "none so far"),
        ]
    }

    private func share(_ label: String, _ part: Tally.Measure, of whole: Tally.Measure) -> Figure {
        guard let percent = Numbers.percent(totals[part], of: totals[whole]) else {
            return Figure(label: label, number: "–", note: "none so far")
        }
        return Figure(
            label: label, number: "\(percent) %",
            note: "\(Numbers.grouped(totals[part])) of \(Numbers.grouped(totals[whole]))")
    }
}

extension String {
    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
    fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
