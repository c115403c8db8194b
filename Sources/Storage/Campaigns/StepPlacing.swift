import Campaigns
import CivilTime
import MariaDB

/// What became of putting a step elsewhere.
public enum StepPlacing: Sendable {
    case edited(EditOutcome<DraftStep>)
    /// The draft has no such lane, or it stands inside the step itself.
    case noLane
    /// More lanes would stand in each other than may.
    case tooDeep
    /// The draft was changed since it was looked at.
    case draftChanged
}

extension StepStore {
    /// Puts a step, with all that its lanes hold, at a place of a lane, from 1; past the end is the end.
    ///
    /// - Parameters:
    ///   - lane: nil for the one that it stands in.
    ///   - draftVersion: the draft's, as it was looked at; nil takes it as it is.
    public func place(
        _ id: ID<Step>, in lane: DraftLane? = nil, at position: Int, ifVersion version: Int?,
        ifDraft draftVersion: Int? = nil, of campaign: ID<Campaign>, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> StepPlacing {
        var refusal: StepPlacing?
        let outcome = try edit(id, ifVersion: version, of: campaign, in: clinic) { head, card, cards in
            let home = lane ?? card.lane
            refusal = draftVersion ?? head.version == head.version ? cards.refusal(of: card, in: home) : .draftChanged
            guard refusal == nil else { return .done }
            try put(card, at: .init(lane: home, index: position - 1), in: head, cards, by: author, at: now)
            return .done
        }
        return refusal ?? .edited(outcome)
    }

    /// - Parameter spot: how many others of the lane come before it.
    func put(
        _ card: DraftStep, at spot: DraftCards.Spot, in campaign: Campaign, _ cards: DraftCards, by author: Author,
        at now: Instant
    ) throws {
        var order = cards.lane(spot.lane).filter { $0 != card.id }
        order.insert(card.id, at: min(max(spot.index, 0), order.count))
        guard order != cards.lane(spot.lane) else { return }
        if spot.lane != card.lane {
            try change(card, to: spot.lane, of: campaign)
            try arrange(cards.lane(card.lane).filter { $0 != card.id }, of: campaign)
        }
        try arrange(order, of: campaign)
        try finish(.move, card.id, campaign, from: cards, by: author, at: now)
    }

    private func change(_ card: DraftStep, to lane: DraftLane, of campaign: Campaign) throws {
        let place: [Value] = [.id(lane.parent), .text(lane.name), .number(card.position)]
        _ = try db.run(
            StepSQL.restore.rawValue, place + [.id(campaign.clinicID), .id(campaign.id), .id(card.id)])
    }
}

extension DraftCards {
    fileprivate func refusal(of card: DraftStep, in lane: DraftLane) -> StepPlacing? {
        let moved = withNested(card.id)
        guard spot(.end(of: lane)) != nil, lane.parent.map({ !moved.contains($0) }) ?? true else { return .noLane }
        let deepest = moved.compactMap { self.card($0) }.map { depth(of: $0.lane) }.max() ?? 0
        let reached = depth(of: lane) + deepest - depth(of: card.lane)
        return reached <= Workflow.maximumDepth ? nil : .tooDeep
    }
}
