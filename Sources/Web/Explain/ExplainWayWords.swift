import Campaigns
import CivilTime
import Markup

/// One way of an explanation, step by step, as its part of the page.
struct ExplainWayWords {
    let way: ExplainedWay
    /// Whether it is the one that the drawing shows.
    let isLit: Bool
    let facts: Facts
    let times: Times
    let names: (Step, Workflow) -> String

    func fill(_ row: Page, path: String?) {
        row.text("way-title", title)
        row.text("way-end", way.sentence(times))
        row.keep("way-alone", if: path != nil && !isLit)
        row.attribute("way-alone", "href", path)
        row.each("step", entries) { entry, told in fill(entry, told) }
    }

    private var title: String {
        let visit = facts.about(way.enrollment.anchor, eventAt: nil).visit
        let about = visit.map { "\($0.type), \(times.text($0.startsAt))" }
        if way.isExpected { return about.map { "What would come: \($0)" } ?? "What would come" }
        return about ?? "Enrolled \(times.text(way.enrollment.startedAt))"
    }

    /// One line of the story: a step, or one message of it.
    private struct Entry {
        let step: ExplainedStep
        let sentence: String
        let at: Instant?
        let badge: (word: String, state: String)?
        /// A step with several messages is named once.
        let isFirst: Bool
    }

    private var entries: [Entry] {
        way.steps.flatMap { step -> [Entry] in
            if let sentence = step.sentence(times, trigger: way.terms.trigger) {
                return [Entry(step: step, sentence: sentence, at: nil, badge: nil, isFirst: true)]
            }
            return step.sends.enumerated().map { index, send in
                Entry(
                    step: step, sentence: send.sentence(times), at: send.leavesAt, badge: send.badge,
                    isFirst: index == 0)
            }
        }
    }

    private func fill(_ row: Page, _ entry: Entry) {
        let step = entry.step.step
        row.attribute("step", "data-light", entry.step.isOnWay ? way.light(step.id) : "gone")
        row.keep("step-name", if: entry.isFirst)
        row.text("step-name", entry.step.isOnWay ? names(step, way.terms.workflow) : "Before it changed")
        row.attribute("step-name", "href", isLit && entry.step.isOnWay ? "#step-\(step.id)" : nil)
        row.keep("step-state", if: entry.badge != nil)
        row.text("step-state", entry.badge?.word ?? "")
        row.attribute("step-state", "data-state", entry.badge?.state)
        row.text("sentence", entry.sentence)
    }
}

extension ExplainedSend {
    /// A word for where it stands, and the state that its badge shows.
    var badge: (word: String, state: String) {
        switch state {
        case .sent(_, nil): ("Sent", "sent")
        case .sent: ("Delivered", "delivered")
        case .leaving: ("Leaving", "pending")
        case .unanswered: ("Unanswered", "held")
        case .failed: ("Failed", "failed")
        case .skipped: ("Not sent", "skipped")
        case .held: ("Held", "held")
        case .parked: ("Waiting", "parked")
        case .expected(.send, _): ("To come", "pending")
        case .expected(.hold, _): ("Would be held", "held")
        case .expected(.park, _): ("Would wait", "parked")
        case .expected(.skip, _): ("Would be skipped", "skipped")
        }
    }
}
