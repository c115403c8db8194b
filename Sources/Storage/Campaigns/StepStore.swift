import Campaigns
import CivilTime
import MariaDB

/// The steps of drafts; what runs are revisions. Each change is a transaction of its own that locks the campaign, so that two people never make
/// one order out of two.
public struct StepStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// The cards of the draft, lane by lane, in order.
    public func draft(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> [DraftStep] {
        try db.rows(StepSQL.draft.rawValue, [.id(clinic), .id(campaign)]).map(StepRow.decode)
    }

    public func workflow(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Workflow {
        Workflow(draft: try draft(of: campaign, in: clinic))
    }

    /// Where a new step goes.
    public enum Place: Sendable, Hashable {
        case start(of: DraftLane)
        case end(of: DraftLane)
        case after(ID<Step>)
    }

    public enum Addition: Sendable, Hashable {
        case added(ID<Step>)
        case fixed(CampaignStatus)
        /// The draft holds `Workflow.maximumSteps`.
        case full
        /// The place is in more lanes than `Workflow.maximumDepth`.
        case tooDeep
        /// The campaign, or the place in it, is not there.
        case gone
    }

    public func add(
        name: String, _ action: DraftAction, at place: Place, to campaign: ID<Campaign>, in clinic: ID<Clinic>,
        by author: Author, at now: Instant
    ) throws -> Addition {
        try db.transaction {
            guard let head = try CampaignStore(db).lock(campaign, in: clinic) else { return .gone }
            guard head.mayStepsBeEdited else { return .fixed(head.status) }
            let cards = DraftCards(try draft(of: campaign, in: clinic))
            guard cards.count < Workflow.maximumSteps else { return .full }
            guard let spot = cards.spot(place) else { return .gone }
            guard cards.depth(of: spot.lane) <= Workflow.maximumDepth else { return .tooDeep }
            let id = try insert(name: name, action, in: spot.lane, position: spot.index + 1, of: head, at: now)
            try arrange(cards.inserting(id, at: spot), of: head)
            try finish(.add, id, head, from: cards, by: author, at: now)
            return .added(id)
        }
    }

    func insert(
        name: String, _ action: DraftAction, in lane: DraftLane, position: Int, of campaign: Campaign,
        at now: Instant
    ) throws -> ID<Step> {
        let place: [Value] = [
            .id(campaign.clinicID), .id(campaign.id), .id(lane.parent), .text(lane.name), .number(position),
        ]
        let values = place + StepRow.values(name: name, action) + [.instant(now), .instant(now)]
        return ID(try db.run(StepSQL.insert.rawValue, values).lastID)
    }

    /// Changes what a step says; one of another kind than it is counts as changed by somebody else. The steps of a lane
    /// that it has no longer go with the lane.
    public func update(
        _ id: ID<Step>, name: String, _ action: DraftAction, ifVersion version: Int, of campaign: ID<Campaign>,
        in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> EditOutcome<DraftStep> {
        try edit(id, ifVersion: version, of: campaign, in: clinic) { head, card, cards in
            guard card.action.typeName == action.typeName else { return .stale(card, by: nil) }
            _ = try db.run(
                StepSQL.update.rawValue,
                StepRow.values(name: name, action) + [.instant(now), .id(clinic), .id(campaign), .id(id)])
            let lanesGone = Set(card.action.laneKeys).subtracting(action.laneKeys)
            try remove(lanesGone.flatMap { cards.nested(in: .inside(id, $0)) }, of: head, at: now)
            try finish(.change, id, head, from: cards, by: author, at: now)
            return .done
        }
    }

    public enum Direction: String, Sendable, CaseIterable { case up, down }

    /// Moves a step past its neighbour in the lane, or out of it at the lane's end; the first and the last of the
    /// workflow stay.
    public func move(
        _ id: ID<Step>, _ direction: Direction, of campaign: ID<Campaign>, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> EditOutcome<DraftStep> {
        try edit(id, ifVersion: nil, of: campaign, in: clinic) { head, card, cards in
            guard let spot = cards.spot(beside: card, direction) else { return .done }
            try put(card, at: spot, in: head, cards, by: author, at: now)
            return .done
        }
    }

    /// Takes a step out, with all that its lanes hold; the rows stay for history (rules.md 5).
    public func remove(
        _ id: ID<Step>, ifVersion version: Int?, of campaign: ID<Campaign>, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> EditOutcome<DraftStep> {
        try edit(id, ifVersion: version, of: campaign, in: clinic) { head, card, cards in
            try remove(cards.withNested(id), of: head, at: now)
            try arrange(cards.lane(card.lane).filter { $0 != id }, of: head)
            try finish(.remove, id, head, from: cards, by: author, at: now)
            return .done
        }
    }

    func remove(_ steps: [ID<Step>], of campaign: Campaign, at now: Instant) throws {
        guard !steps.isEmpty else { return }
        _ = try db.run(
            StepSQL.remove.rawValue,
            [.ids(steps), .id(campaign.clinicID), .id(campaign.id), .instant(now), .instant(now)])
    }

    func edit(
        _ id: ID<Step>, ifVersion version: Int?, of campaign: ID<Campaign>, in clinic: ID<Clinic>,
        _ change: (Campaign, DraftStep, DraftCards) throws -> EditOutcome<DraftStep>
    ) throws -> EditOutcome<DraftStep> {
        try db.transaction {
            guard let head = try CampaignStore(db).lock(campaign, in: clinic) else { return .gone }
            let cards = DraftCards(try draft(of: campaign, in: clinic))
            guard let card = cards.card(id) else { return .gone }
            guard head.mayStepsBeEdited else { return .fixed(head.status) }
            guard version == nil || version == card.version else {
                let name = try AuditStore(db).staffName(.step, id, in: clinic, at: card.updatedAt)
                return .stale(card, by: name)
            }
            return try change(head, card, cards)
        }
    }

    func arrange(_ order: [ID<Step>], of campaign: Campaign) throws {
        guard !order.isEmpty else { return }
        _ = try db.run(StepSQL.arrange.rawValue, [.sequence(order), .id(campaign.clinicID), .id(campaign.id)])
    }

    /// - Parameter cards: the draft before it was changed.
    func finish(
        _ verb: DraftChange.Verb, _ step: ID<Step>, _ campaign: Campaign, from cards: DraftCards, by author: Author,
        at now: Instant
    ) throws {
        let before = DraftState(of: campaign, cards.all)
        try DraftHistory(db).note(verb, step, from: before, of: campaign, by: author, at: now)
        _ = try db.run(CampaignSQL.touch.rawValue, [.instant(now), .id(campaign.clinicID), .id(campaign.id)])
        try AuditStore(db).note(
            Deed(verb.deed, .step, step), by: author, in: campaign.clinicID, at: now)
    }
}

extension DraftChange.Verb {
    fileprivate var deed: Deed.Verb {
        switch self {
        case .add, .duplicate, .duplicateLane: .add
        case .move: .move
        case .remove: .remove
        case .change, .trigger, .audience, .settings, .discard, .bringBack: .change
        }
    }
}
