import Campaigns
import Markup

/// A lane as the forms of branches and splits have it.
protocol LaneFields {
    /// The lane's own, or "new1" until the step is saved.
    var key: String { get }
    var name: String { get }
    var exits: Bool { get }
}

/// Fills what the forms of a branch and of a split have in common: the lanes, each a fieldset with a name and its buttons,
/// and *otherwise* last.
struct LanesPanel<Lane: LaneFields> {
    let fields: FieldPages
    let lanes: [Lane]
    let otherwiseExits: Bool
    /// What saving would take away: "“Braces” with its 3 steps".
    let losses: [String]
    /// What the buttons that change the order say before the lane's name.
    let earlier: String
    let later: String

    /// - Parameter fillRest: what else stands in a lane, whose fields begin with the id.
    func fill(_ page: Page, fillRest: (_ row: Page, _ id: String, _ lane: Lane) -> Void) {
        page.each("lane", Array(lanes.enumerated())) { row, item in
            let id = "lane-\(item.element.key)"
            fill(row, id, item.offset, item.element)
            fillRest(row, id, item.element)
        }
        page.keep("may-add", if: lanes.count < Branch.maximumLanes)
        let problem = fields.problem("lane-add")
        page.keep("lanes-error", if: problem != nil)
        page.text("lanes-error", problem ?? "")
        page.attribute("otherwise-exits", "checked", otherwiseExits ? "checked" : nil)
        page.keep("losses", if: !losses.isEmpty)
        page.text("losses", "Saving removes \(losses.joined(separator: ", and "))")
    }

    private func fill(_ row: Page, _ id: String, _ index: Int, _ lane: Lane) {
        let label = lane.name.isEmpty ? "Lane \(index + 1)" : "Lane \(index + 1): \(lane.name)"
        row.text("lane-legend", label)
        row.attribute("lane-key", "value", lane.key)
        fillField(row, "lane-name", id: "\(id)-name", value: lane.name)
        row.attribute("lane-exits", "id", "\(id)-exits")
        row.attribute("lane-exits", "value", lane.key)
        row.attribute("lane-exits", "checked", lane.exits ? "checked" : nil)
        row.attribute("lane-exits-label", "for", "\(id)-exits")
        fillButton(row, "lane-up", lane.key, "\(earlier): \(label)", isOff: index == 0)
        fillButton(row, "lane-down", lane.key, "\(later): \(label)", isOff: index == lanes.count - 1)
        fillButton(row, "lane-remove", lane.key, "Remove \(label)", isOff: false)
    }

    private func fillButton(_ row: Page, _ name: String, _ key: String, _ label: String, isOff: Bool) {
        row.attribute(name, "value", key)
        row.attribute(name, "aria-label", label)
        row.attribute(name, "disabled", isOff ? "" : nil)
    }

    /// A line of text with its label and what is wrong with it.
    func fillField(_ row: Page, _ mark: String, id: String, value: String) {
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
