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

    /// In no order.
    var all: [DraftStep] { Array(cards.values) }

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

    /// Where a step stands once it has moved past its neighbour, or out of its lane at the lane's end; nil at the ends of
    /// the workflow.
    func spot(beside card: DraftStep, _ direction: StepStore.Direction) -> Spot? {
        let order = lane(card.lane)
        guard let index = order.firstIndex(of: card.id) else { return nil }
        let next = direction == .up ? index - 1 : index + 1
        if order.indices.contains(next) { return Spot(lane: card.lane, index: next) }
        guard let parent = card.lane.parent.flatMap({ cards[$0] }),
            let outside = lane(parent.lane).firstIndex(of: parent.id)
        else { return nil }
        return Spot(lane: parent.lane, index: direction == .up ? outside : outside + 1)
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
