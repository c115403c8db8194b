import Campaigns
import Markup

/// Fills the lanes of a split's form: each a fieldset with a name, its share and its button, *otherwise* last.
struct SplitPanel {
    let fields: FieldPages
    let form: SplitForm
    /// What saving would take away: "“Short course” with its 3 steps".
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

    private func fill(_ row: Page, _ index: Int, _ lane: SplitForm.Lane) {
        let id = "lane-\(lane.key)"
        let label = lane.name.isEmpty ? "Lane \(index + 1)" : "Lane \(index + 1): \(lane.name)"
        row.text("lane-legend", label)
        row.attribute("lane-key", "value", lane.key)
        fillField(row, "lane-name", id: "\(id)-name", value: lane.name)
        fillField(row, "lane-weight", id: "\(id)-weight", value: lane.weight)
        row.attribute("lane-exits", "id", "\(id)-exits")
        row.attribute("lane-exits", "value", lane.key)
        row.attribute("lane-exits", "checked", lane.exits ? "checked" : nil)
        row.attribute("lane-exits-label", "for", "\(id)-exits")
        fillButton(row, "lane-up", lane.key, "Earlier: \(label)", isOff: index == 0)
        fillButton(row, "lane-down", lane.key, "Later: \(label)", isOff: index == form.lanes.count - 1)
        fillButton(row, "lane-remove", lane.key, "Remove \(label)", isOff: false)
    }

    private func fillButton(_ row: Page, _ name: String, _ key: String, _ label: String, isOff: Bool) {
        row.attribute(name, "value", key)
        row.attribute(name, "aria-label", label)
        row.attribute(name, "disabled", isOff ? "" : nil)
    }

    private func fillField(_ row: Page, _ mark: String, id: String, value: String) {
        row.attribute("\(mark)-label", "for", id)
        row.attribute(mark, "id", id)
        row.attribute(mark, "value", value)
        let problem = fields.problem(id)
        row.attribute(mark, "aria-invalid", problem == nil ? nil : "true")
        row.attribute(mark, "aria-describedby", problem == nil ? nil : "\(id)-error")
        row.keep("\(mark)-error", if: problem != nil)
        row.text("\(mark)-error", problem ?? "")
        row.attribute("\(mark)-error", "id", "\(id)-error")
    }
}
