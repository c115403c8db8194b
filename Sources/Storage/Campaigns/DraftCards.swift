import Campaigns

/// The cards of one draft, to find places and orders in.
struct DraftCards {
    struct Spot {
        let lane: DraftLane
        /// How many steps of the lane come before it.
        let index: Int
    }

    private let cards: [ID<Step>: DraftStep]
    private let lanes: [DraftLane: [ID<Step>]]

    init(_ draft: [DraftStep]) {
        cards = Dictionary(uniqueKeysWithValues: draft.map { ($0.id, $0) })
        lanes = Dictionary(grouping: draft, by: \.lane)
            .mapValues { $0.sorted { $0.position < $1.position }.map(\.id) }
    }

    var count: Int { cards.count }

    func card(_ id: ID<Step>) -> DraftStep? { cards[id] }

    func lane(_ lane: DraftLane) -> [ID<Step>] { lanes[lane] ?? [] }

    /// nil when the draft has no such place.
    func spot(_ place: StepStore.Place) -> Spot? {
        switch place {
        case .start(let lane): isThere(lane) ? Spot(lane: lane, index: 0) : nil
        case .end(let lane): isThere(lane) ? Spot(lane: lane, index: self.lane(lane).count) : nil
        case .after(let id):
            cards[id].flatMap { card in
                lane(card.lane).firstIndex(of: id).map { Spot(lane: card.lane, index: $0 + 1) }
            }
        }
    }

    private func isThere(_ lane: DraftLane) -> Bool {
        guard let parent = lane.parent else { return true }
        return cards[parent]?.action.laneKeys.contains { $0.rawValue == lane.name } ?? false
    }

    /// The spot's lane with one more step.
    func inserting(_ id: ID<Step>, at spot: Spot) -> [ID<Step>] {
        var order = lane(spot.lane)
        order.insert(id, at: spot.index)
        return order
    }

    /// The step's lane with the step `distance` places further; nil when there is no such place.
    func moving(_ id: ID<Step>, by distance: Int) -> [ID<Step>]? {
        guard let lane = cards[id]?.lane else { return nil }
        var order = self.lane(lane)
        guard let index = order.firstIndex(of: id), order.indices.contains(index + distance) else { return nil }
        order.swapAt(index, index + distance)
        return order
    }

    /// The step and all that stands in its lanes, at any depth.
    func withNested(_ id: ID<Step>) -> [ID<Step>] {
        [id] + (cards[id]?.action.laneKeys ?? []).flatMap { nested(in: .inside(id, $0)) }
    }

    /// All that stands in a lane, at any depth.
    func nested(in lane: DraftLane) -> [ID<Step>] { self.lane(lane).flatMap(withNested) }

    /// How many lanes stand around what is in this one.
    func depth(of lane: DraftLane) -> Int {
        lane.parent.flatMap { cards[$0] }.map { 1 + depth(of: $0.lane) } ?? 0
    }
}
