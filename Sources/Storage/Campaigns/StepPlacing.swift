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
}

extension StepStore {
    /// Puts a step, with all that its lanes hold, at a place of a lane, from 1; past the end is the end.
    ///
    /// - Parameter lane: nil for the one that it stands in.
    public func place(
        _ id: ID<Step>, in lane: DraftLane? = nil, at position: Int, ifVersion version: Int?,
        of campaign: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> StepPlacing {
        var refusal: StepPlacing?
        let outcome = try edit(id, ifVersion: version, of: campaign, in: clinic) { head, card, cards in
            let home = lane ?? card.lane
            refusal = cards.refusal(of: card, in: home)
            guard refusal == nil else { return .done }
            var order = cards.lane(home).filter { $0 != id }
            order.insert(id, at: min(max(position, 1) - 1, order.count))
            guard order != cards.lane(home) else { return .done }
            if home != card.lane {
                try change(card, to: home, of: head)
                try arrange(cards.lane(card.lane).filter { $0 != id }, of: head)
            }
            try arrange(order, of: head)
            try finish(Deed(.move, .step, id), head, by: author, at: now)
            return .done
        }
        return refusal ?? .edited(outcome)
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
