import Campaigns
import CivilTime
import Markup
import Storage

/// What the statistics of a campaign show.
struct StatsPage {
    let campaign: Campaign
    let query: PeriodQuery
    let labels: [ID<Step>: StepStore.Label]
    let counts: StatsStore.Compared<PeriodCounts>
    /// Over its whole life.
    let planned: Int
    /// Of a campaign that reminds; nil for any other.
    let visits: StatsStore.Compared<VisitOutcomes>?
    let sent: DayCounts
    let times: Times
    let templates: Templates

    /// Whether nothing was counted in these days.
    var isEmpty: Bool { counts.now.total.counts.allSatisfy { $0.value == 0 } && (visits?.now.told.visits ?? 0) == 0 }

    func fill(_ page: Page) {
        page.text(
            "title", "\(query.title(times)) · \(times.day(query.period.first)) to \(times.day(query.period.last))")
        page.keep("numbers", if: !isEmpty)
        page.keep("nothing", if: isEmpty && planned > 0)
        page.attribute("whole", "href", Path.with(Path.stats(campaign.id), [("period", PeriodQuery.Choice.whole.word)]))
        page.keep("empty", if: isEmpty && planned == 0)
        guard !isEmpty else { return }
        StatsFigures(page: self).fill(page)
        fillCharts(page)
        fillVisits(page)
        fillSteps(page)
        fillReasons(page)
    }

    private func fillCharts(_ page: Page) {
        let stages = StagesChart(stages: stages, templates: templates)
        page.text("stages-title", stagesTitle)
        page.insert("stages", stages.page())
        page.insert("stages-table", stages.table(stagesTitle, isCompared: query.isCompared).page())
        let days = DaysChart(days: sent, times: times, templates: templates)
        page.text("days-title", days.fullTitle)
        page.insert("days", days.page())
        page.insert("days-table", days.table.page())
    }

    /// "From plan to visit".
    private var stagesTitle: String { "From plan to \(goal?.place ?? "delivery")" }

    private var stages: [StagesChart.Stage] {
        func stage(_ name: String, _ measure: Tally.Measure) -> StagesChart.Stage {
            StagesChart.Stage(name: name, count: counts.now.total[measure], before: counts.before.total[measure])
        }
        var stages = [stage("Planned", .planned), stage("Sent", .sent), stage("Delivered", .delivered)]
        // Care messages carry no tracking, so that nothing is known of their openings and clicks.
        stages += [stage("Opened", .opened), stage("Clicked", .clicked)].filter { $0.count > 0 || $0.before > 0 }
        if let visits {
            stages.append(
                StagesChart.Stage(
                    name: "Confirmed", count: visits.now.told.confirmed, before: visits.before.told.confirmed))
        } else if let goal, let measure = goal.measure {
            stages.append(stage(goal.name, measure))
        }
        return stages
    }

    var goal: StatsGoal? { StatsGoal(of: campaign) }

    private func fillSteps(_ page: Page) {
        let counted = labels.filter { $0.value.channel != nil && counts.now.steps[$0.key] != nil }
            .sorted { $0.key < $1.key }
        page.keep("steps", if: !counted.isEmpty)
        page.each("step", counted) { row, step in
            fill(row, step.key, step.value, counts.now.steps[step.key] ?? Tally())
        }
    }

    private func fill(_ row: Page, _ id: ID<Step>, _ label: StepStore.Label, _ tally: Tally) {
        let channel = label.channel?.title ?? ""
        row.text("step", label.name.isEmpty ? channel : label.name)
        row.attribute("step", "href", Path.with(Path.sends(campaign.id), [("step", id.description)]))
        row.text("channel", channel)
        row.text("planned", Numbers.grouped(tally[.planned]))
        row.text("sent", Numbers.grouped(tally[.sent]))
        row.text("delivered", Self.told(tally[.delivered]))
        row.text("opened", Self.told(tally[.opened]))
        row.text("clicked", Self.told(tally[.clicked]))
        row.text("skipped", Numbers.grouped(tally[.skipped]))
        row.text("failed", Numbers.grouped(tally[.failed]))
    }

    /// Care messages carry no tracking, and not every provider tells of deliveries: none counted says nothing.
    private static func told(_ count: Int) -> String { count == 0 ? "–" : Numbers.grouped(count) }

    private func fillReasons(_ page: Page) {
        let skips = counts.now.skipsByCount
        page.keep("reasons", if: !skips.isEmpty)
        page.keep("compared", if: query.isCompared)
        page.each("reason", skips) { row, skip in
            row.text("reason", skip.reason.skippedSentence)
            row.attribute("reason", "href", Path.with(Path.sends(campaign.id), [("reason", skip.reason.rawValue)]))
            row.text("count", Numbers.grouped(skip.count))
            row.keep("before", if: query.isCompared)
            row.text("before", Numbers.grouped(counts.before.skips[skip.reason] ?? 0))
        }
    }

    private func fillVisits(_ page: Page) {
        page.keep("visits", if: visits != nil)
        guard let visits else { return }
        page.text("visits-says", VisitWords(outcomes: visits.now).sentence)
        let lines = [
            ("With a reminder", visits.now.reminded), ("Without a reminder", visits.now.unreminded),
            ("All visits of the clinic", visits.now.all),
        ]
        page.each("visit", lines) { row, line in
            let (name, visits) = line
            row.text("visit", name)
            row.text("visits", Numbers.grouped(visits.visits))
            row.text("confirmed", Numbers.grouped(visits.confirmed))
            row.text("kept", Numbers.grouped(visits.kept))
            row.text("missed", Numbers.grouped(visits.missed))
            row.text("missed-share", Share(visits.missed, of: visits.settled).text ?? "–")
        }
    }
}
