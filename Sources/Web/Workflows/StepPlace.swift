import Campaigns

/// A place between the cards, as addresses and forms name it: "0.main.2", "7.yes.1".
struct StepPlace: Hashable {
    let lane: DraftLane
    /// Which the new step will have: from 1, among the steps of the lane.
    let position: Int

    var text: String { "\(laneText).\(position)" }

    /// "0.main", "7.yes": which row of cards it is in.
    var laneText: String { "\(lane.parent?.description ?? "0").\(lane.name)" }

    init(_ lane: DraftLane, _ position: Int) {
        self.lane = lane
        self.position = position
    }

    /// nil for what names no place.
    init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let position = Int(parts[2]), (1...Workflow.maximumSteps + 1).contains(position) else {
            return nil
        }
        if parts[0] == "0" {
            guard parts[1] == DraftLane.main.name else { return nil }
            self.init(.main, position)
        } else {
            guard let parent = ID<Step>(text: parts[0]), let lane = LaneKey(rawValue: parts[1]) else { return nil }
            self.init(.inside(parent, lane), position)
        }
    }
}
