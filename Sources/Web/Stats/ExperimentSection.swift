import Campaigns
import CivilTime
import Markup
import Storage

/// What a campaign's tests came to, as a table each, below its statistics.
struct ExperimentSection {
    let experiments: [(experiment: RunningExperiment, result: ExperimentResult)]
    let labels: [ID<Step>: StepStore.Label]
    let times: Times

    static func load(_ campaign: Campaign, labels: [ID<Step>: StepStore.Label], _ visit: Visit) throws
        -> ExperimentSection
    {
        let store = ExperimentStore(visit.db)
        let experiments = try store.experiments(of: campaign.id, in: visit.clinicID)
        let results = try store.results(of: experiments, at: visit.now)
        return ExperimentSection(experiments: Array(zip(experiments, results)), labels: labels, times: visit.times)
    }

    func fill(_ page: Page, _ templates: Templates) {
        page.keep("tests", if: !experiments.isEmpty)
        page.each("test", experiments) { row, item in
            let (experiment, result) = item
            row.text("test-title", title(experiment))
            row.text("test-says", result.sentence(endsAt: times.text(experiment.endsAt)))
            row.text("test-end", ending(experiment))
            row.keep("test-drawn", if: result.counts.contains { $0.reached > 0 })
            row.insert("test-chart", IntervalsChart(result: result, templates: templates).page())
            row.text("test-goal", experiment.goal.phrase.capitalisedStart)
            row.each("arm", result.counts) { row, count in fill(row, count, result) }
        }
    }

    private func title(_ experiment: RunningExperiment) -> String {
        let label = labels[experiment.step]
        let name = label.flatMap { $0.name.isEmpty ? $0.channel?.title : $0.name }
        return "Test of “\(name ?? "a removed step")”"
    }

    private func ending(_ experiment: RunningExperiment) -> String {
        guard let winner = experiment.winner else {
            return "It ends on \(times.text(experiment.endsAt)). Counted in households."
        }
        return
            "It ended on \(times.text(experiment.endsAt)); \(winner.phrase.lowercasedStart) has gone on since. Counted in households."
    }

    private func fill(_ row: Page, _ count: ExperimentCount, _ result: ExperimentResult) {
        row.text("arm", count.arm.phrase)
        row.text("reached", Numbers.grouped(count.reached))
        row.text("opened", count.opened == 0 ? "–" : Numbers.grouped(count.opened))
        row.text("succeeded", Numbers.grouped(count.succeeded))
        row.attribute("succeeded", "data-label", result.goal.phrase.capitalisedStart)
        row.text("rate", count.proportion.map { ExperimentResult.percent($0.rate) } ?? "–")
        row.text("interval", count.proportion.map { Self.range($0.wilsonInterval, ExperimentResult.percent) } ?? "–")
        let comparison = result.comparison(of: count.arm)
        row.text(
            "difference", comparison.map { Self.range($0.difference, ExperimentResult.points) + " points" } ?? "–")
        row.text("chance", comparison.map { ExperimentResult.chance($0.p) } ?? "–")
    }

    private static func range(_ interval: Interval, _ text: (Double) -> String) -> String {
        "\(text(interval.lower)) to \(text(interval.upper))"
    }
}

extension String {
    fileprivate var lowercasedStart: String { prefix(1).lowercased() + dropFirst() }
}
