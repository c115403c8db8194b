import Campaigns
import CivilTime
import Storage

/// Places in a draft that others change at the same time.
extension Draft {
    func has(_ lane: DraftLane) -> Bool {
        guard case .inside(let parent, let key) = lane else { return true }
        return step(parent)?.action.laneKeys.contains(key) ?? false
    }

    /// The store's word for a place that a link names; nil when the draft has no such lane.
    func storePlace(_ place: StepPlace) -> StepStore.Place? {
        guard has(place.lane) else { return nil }
        if place.position == 1 { return .start(of: place.lane) }
        let before = steps.first { $0.lane == place.lane && $0.position == place.position - 1 }
        return before.map { .after($0.id) } ?? .end(of: place.lane)
    }

    /// Who took the lane of a place away.
    struct LostPlace {
        let by: String?
        let at: Instant?
    }

    /// The place itself, or the nearest one that is left after a lane around it was taken away.
    ///
    /// - Returns: nil when there never was such a place.
    func nearest(to place: StepPlace, _ store: StepStore) throws -> (place: StepPlace, lost: LostPlace?)? {
        var place = place
        var lost: LostPlace?
        while let parent = place.lane.parent, !has(place.lane) {
            if let card = step(parent) {
                // Only the lane is gone: what was to stand in it goes behind the step.
                guard !card.action.laneKeys.isEmpty else { return nil }
                lost = lost ?? LostPlace(by: nil, at: nil)
                place = StepPlace(card.lane, card.position + 1)
                continue
            }
            guard let removed = try store.removed(parent, of: campaign.id, in: campaign.clinicID) else { return nil }
            lost = lost ?? LostPlace(by: removed.by, at: removed.at)
            place = StepPlace(removed.step.lane, removed.step.position)
        }
        let count = steps.count { $0.lane == place.lane }
        return (StepPlace(place.lane, min(max(place.position, 1), count + 1)), lost)
    }

    /// "after “Confirmation e-mail”", "as the first step", "first under “Yes” of “Minor?”".
    func phrase(of place: StepPlace) -> String {
        let before = steps.first { $0.lane == place.lane && $0.position == place.position - 1 }
        if let before, let step = workflow.step(before.id) { return "after “\(name(of: step))”" }
        guard case .inside(let id, let key) = place.lane, let parent = workflow.step(id) else {
            return "as the first step"
        }
        let lane = parent.lanes.first { $0.key == key }?.name ?? key.rawValue
        return "first under “\(lane)” of “\(name(of: parent))”"
    }

    private func name(of step: Step) -> String { StepWords(step, in: workflow, messages: messageNames).name }
}
