import Campaigns
import CivilTime
import MariaDB

/// What became of copying a step, or the steps of a lane.
public enum StepCopying: Sendable {
    /// - Parameter ID: the copy; of a lane, the step whose lane it is.
    case copied(ID<Step>)
    case fixed(CampaignStatus)
    /// The draft would hold more than `Workflow.maximumSteps`.
    case full
    /// The branch has `Branch.maximumLanes`.
    case fullOfLanes
    /// The draft was changed since it was looked at.
    case draftChanged
    case gone
}

extension StepStore {
    /// Copies a step, with all that its lanes hold, to the place after it.
    ///
    /// - Parameter version: the draft's, as it was looked at: who asks twice gets one copy.
    public func duplicate(
        _ id: ID<Step>, ifDraft version: Int, of campaign: ID<Campaign>, in clinic: ID<Clinic>, by author: Author,
        at now: Instant,
        makeKey: @escaping () -> ExperimentKey
    ) throws -> StepCopying {
        try copying(campaign, ifVersion: version, in: clinic, id) { head, card, cards in
            guard cards.count + cards.withNested(id).count <= Workflow.maximumSteps else { return .full }
            guard let spot = cards.spot(.after(id)) else { return .gone }
            let copier = StepCopier(store: self, cards: cards, campaign: head, now: now, makeKey: makeKey)
            let copy = try copier.copy(
                card, called: DraftStep.copyName(of: card.name), to: spot.lane, position: spot.index + 1)
            try arrange(cards.inserting(copy, at: spot), of: head)
            try finish(.duplicate, copy, head, from: cards, by: author, at: now)
            return .copied(copy)
        }
    }

    /// Copies a lane of a branch with all that it holds to a lane after it; what the lane of a condition holds, to the
    /// end of the other one.
    public func duplicate(
        lane key: LaneKey, of id: ID<Step>, ifDraft version: Int, _ campaign: ID<Campaign>, in clinic: ID<Clinic>,
        by author: Author, at now: Instant, makeKey: @escaping () -> ExperimentKey
    ) throws -> StepCopying {
        try copying(campaign, ifVersion: version, in: clinic, id) { head, card, cards in
            let lane = DraftLane.inside(id, key)
            guard card.action.laneKeys.contains(key) else { return .gone }
            guard cards.count + cards.nested(in: lane).count <= Workflow.maximumSteps else { return .full }
            var target = LaneKey.yes
            switch card.action {
            case .send, .wait: return .gone
            case .condition: target = key == .yes ? .no : .yes
            case .branch(let branch):
                guard branch.lanes.count < Branch.maximumLanes else { return .fullOfLanes }
                guard let (more, copy) = branch.duplicating(key) else { return .gone }
                target = copy
                _ = try db.run(
                    StepSQL.update.rawValue,
                    StepRow.values(name: card.name, .branch(more)) + [
                        .instant(now), .id(clinic), .id(campaign), .id(id),
                    ])
            }
            let copier = StepCopier(store: self, cards: cards, campaign: head, now: now, makeKey: makeKey)
            try copier.copyAll(in: lane, to: .inside(id, target))
            try finish(.duplicateLane, id, head, from: cards, by: author, at: now)
            return .copied(id)
        }
    }

    private func copying(
        _ campaign: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>, _ id: ID<Step>,
        _ copy: (Campaign, DraftStep, DraftCards) throws -> StepCopying
    ) throws -> StepCopying {
        var copying = StepCopying.gone
        let outcome = try edit(id, ifVersion: nil, of: campaign, in: clinic) { head, card, cards in
            copying = head.version == version ? try copy(head, card, cards) : .draftChanged
            return .done
        }
        if case .fixed(let status) = outcome { return .fixed(status) }
        return copying
    }
}

/// Copies cards with all that their lanes hold, each under an id of its own.
private struct StepCopier {
    let store: StepStore
    let cards: DraftCards
    let campaign: Campaign
    let now: Instant
    let makeKey: () -> ExperimentKey

    func copy(_ card: DraftStep, called name: String, to lane: DraftLane, position: Int) throws -> ID<Step> {
        let id = try store.insert(
            name: name, card.action.redrawn(makeKey), in: lane, position: position, of: campaign, at: now)
        for key in card.action.laneKeys { try copyAll(in: .inside(card.id, key), to: .inside(id, key)) }
        return id
    }

    /// To the lane's end.
    func copyAll(in lane: DraftLane, to target: DraftLane) throws {
        let before = cards.lane(target).count
        for (index, card) in cards.lane(lane).compactMap(cards.card).enumerated() {
            _ = try copy(card, called: card.name, to: target, position: before + index + 1)
        }
    }
}
