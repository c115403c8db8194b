import Campaigns
import Markup

/// Fills the lanes of a split's form: each with its share.
struct SplitPanel {
    let fields: FieldPages
    let form: SplitForm
    /// What saving would take away: "“Short course” with its 3 steps".
    let losses: [String]

    func fill(_ page: Page) {
        let lanes = LanesPanel(
            fields: fields, lanes: form.lanes, otherwiseExits: form.otherwiseExits, losses: losses, earlier: "Earlier",
            later: "Later")
        lanes.fill(page) { row, id, lane in
            lanes.fillField(row, "lane-weight", id: "\(id)-weight", value: lane.weight)
        }
    }
}
