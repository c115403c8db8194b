import Campaigns
import Markup
import Storage

/// Which campaigns and steps send a message template, and with which version they run.
struct MessageUsesPanel {
    let visit: Visit
    /// In any of its languages; nil for a new one.
    let template: MessageTemplate?
    let uses: [TemplateUse]

    private struct Line {
        let campaign: ID<Campaign>
        let name: String
        let steps: String
        let state: String
    }

    func fill(_ page: Page) throws {
        page.keep("uses", if: template != nil)
        guard let template else { return }
        let running = try MessageTemplateStore(visit.db).running(template.id, in: visit.clinicID)
        let lines = lines(running: running, template.number)
        page.keep("used", if: !lines.isEmpty)
        page.keep("unused", if: lines.isEmpty)
        page.each("use", lines) { row, line in
            row.text("campaign", line.name)
            row.attribute("campaign", "href", Path.builder(line.campaign))
            row.text("steps", line.steps)
            row.text("runs", line.state)
        }
    }

    private func lines(running: [TemplateRun], _ newest: Int) -> [Line] {
        let numbers = Dictionary(running.map { ($0.campaign, $0.number) }) { first, _ in first }
        let drafted = uses.map { use in
            Line(
                campaign: use.campaign, name: use.name, steps: use.steps.map(\.name).joined(separator: ", "),
                state: state(numbers[use.campaign], use.status, newest))
        }
        let named = Set(uses.map(\.campaign))
        let left = running.filter { !named.contains($0.campaign) }.map { run in
            Line(
                campaign: run.campaign, name: run.name, steps: "no step of its draft any more",
                state: "Sends version \(run.number) until its draft is published.")
        }
        return drafted + left
    }

    private func state(_ number: Int?, _ status: CampaignStatus, _ newest: Int) -> String {
        switch (status, number) {
        case (.draft, _): "A draft: it takes the newest version when it is activated."
        case (_, let number?) where number == newest: "Sends version \(newest), the newest."
        case (_, let number?): "Sends version \(number). Publish the campaign to send version \(newest)."
        case (_, nil): "Does not send it yet: publish the campaign to begin."
        }
    }
}
