import Campaigns
import Markup

/// Fills the lanes of a branch's form: each with its rule.
struct BranchPanel {
    let fields: FieldPages
    let form: BranchForm
    /// What saving would take away: "“Braces” with its 3 steps".
    let losses: [String]

    func fill(_ page: Page) {
        LanesPanel(
            fields: fields, lanes: form.lanes, otherwiseExits: form.otherwiseExits, losses: losses,
            earlier: "Ask earlier", later: "Ask later"
        ).fill(page) { row, _, lane in
            row.insert(
                "lane-rules", RulesEditor(fields: fields, form: lane.rules, legend: "Taken when", hint: nil).page())
        }
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
