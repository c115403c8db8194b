import Campaigns
import Markup

/// What a drawing's lines and cards count.
struct WorkflowCounts {
    private let counts: PeriodCounts

    init(_ counts: PeriodCounts) { self.counts = counts }

    /// On the card of what starts it: how many began.
    var started: String { "\(Numbers.grouped(counts.total[.began])) began" }

    /// On the card of a step that sends: "1,284 sent · 24 skipped". nil for any other.
    func card(_ step: Step) -> String? {
        guard case .send = step.action else { return nil }
        let tally = counts.steps[step.id] ?? Tally()
        let others = [(Tally.Measure.skipped, "skipped"), (.failed, "failed")].filter { tally[$0.0] > 0 }
        return (["\(Numbers.grouped(tally[.sent])) sent"] + others.map { "\(Numbers.grouped(tally[$0.0])) \($0.1)" })
            .joined(separator: " · ")
    }

    /// On the line into a lane.
    func lane(_ key: LaneKey, of step: ID<Step>) -> String {
        "\(Numbers.grouped(counts.lanes[step]?[key] ?? 0)) went here"
    }
}

extension WorkflowDrawing {
    func fillCount(_ page: Page, _ count: String?, _ mark: String = "counted") {
        page.keep(mark, if: count != nil)
        page.text(mark, count ?? "")
    }
}
