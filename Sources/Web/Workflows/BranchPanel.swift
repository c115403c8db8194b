import Campaigns
import Markup

/// Fills the lanes of a branch's form: each a fieldset with a name, its rule and its buttons, *otherwise* last.
struct BranchPanel {
    let fields: FieldPages
    let form: BranchForm
    /// What saving would take away: "“Braces” with its 3 steps".
    let losses: [String]

    func fill(_ page: Page) {
        page.each("lane", Array(form.lanes.enumerated())) { row, item in fill(row, item.offset, item.element) }
        page.keep("may-add", if: form.lanes.count < Branch.maximumLanes)
        let problem = fields.problem("lane-add")
        page.keep("lanes-error", if: problem != nil)
        page.text("lanes-error", problem ?? "")
        page.attribute("otherwise-exits", "checked", form.otherwiseExits ? "checked" : nil)
        page.keep("losses", if: !losses.isEmpty)
        page.text("losses", "Saving removes \(losses.joined(separator: ", and "))")
    }

    private func fill(_ row: Page, _ index: Int, _ lane: BranchForm.Lane) {
        let id = "lane-\(lane.key)"
        let label = lane.name.isEmpty ? "Lane \(index + 1)" : "Lane \(index + 1): \(lane.name)"
        row.text("lane-legend", label)
        row.attribute("lane-key", "value", lane.key)
        row.attribute("lane-name-label", "for", "\(id)-name")
        row.attribute("lane-name", "id", "\(id)-name")
        row.attribute("lane-name", "value", lane.name)
        let problem = fields.problem("\(id)-name")
        row.attribute("lane-name", "aria-invalid", problem == nil ? nil : "true")
        row.keep("lane-error", if: problem != nil)
        row.text("lane-error", problem ?? "")
        row.insert(
            "lane-rules", RulesEditor(fields: fields, form: lane.rules, legend: "Taken when", hint: nil).page())
        row.attribute("lane-exits", "id", "\(id)-exits")
        row.attribute("lane-exits", "value", lane.key)
        row.attribute("lane-exits", "checked", lane.exits ? "checked" : nil)
        row.attribute("lane-exits-label", "for", "\(id)-exits")
        fillButton(row, "lane-up", lane.key, "Ask earlier: \(label)", isOff: index == 0)
        fillButton(row, "lane-down", lane.key, "Ask later: \(label)", isOff: index == form.lanes.count - 1)
        fillButton(row, "lane-remove", lane.key, "Remove \(label)", isOff: false)
    }

    private func fillButton(_ row: Page, _ name: String, _ key: String, _ label: String, isOff: Bool) {
        row.attribute(name, "value", key)
        row.attribute(name, "aria-label", label)
        row.attribute(name, "disabled", isOff ? "" : nil)
    }
}

extension Draft {
    /// What would go with the lanes of the stored step that the form has no longer; a lane without steps is no loss.
    func losses(of step: DraftStep, keeping keys: [String]) -> [String] {
        guard case .branch(let branch) = step.action else { return [] }
        let kept = Set(keys)
        return branch.lanes.enumerated().compactMap { index, lane in
            guard !kept.contains(lane.key.rawValue) else { return nil }
            let steps = workflow.step(step.id)?.lane(lane.key)?.steps ?? []
            let count = Workflow(steps: steps).allSteps.count
            let name = lane.name.isEmpty ? "lane \(index + 1)" : "“\(lane.name)”"
            return count == 0 ? nil : "\(name) with its \(Numbers.count(count, "step", "steps"))"
        }
    }
}
