import Campaigns
import CivilTime
import MariaDB

/// Brings the steps of a table's campaign after the table; a step keeps its id as long as its line is there, and
/// comes back under it.
struct ReminderSteps {
    let db: Database
    let campaign: Campaign

    init(_ db: Database, _ campaign: Campaign) {
        self.db = db
        self.campaign = campaign
    }

    private var key: [Value] { [.id(campaign.clinicID), .id(campaign.id)] }

    func follow(_ table: ReminderTable, at now: Instant) throws {
        let store = StepStore(db)
        let standing = Dictionary(
            uniqueKeysWithValues: try store.draft(of: campaign.id, in: campaign.clinicID).map { ($0.id, $0) })
        var ids = try known()
        var stays: Set<ID<Step>> = []
        for card in table.cards {
            let lane = lane(of: card, ids)
            guard let id = ids[card.key] else {
                let id = try store.insert(
                    name: card.name, card.action, in: lane, position: card.position, of: campaign, at: now)
                _ = try db.run(ReminderSQL.nameStep.rawValue, [.text(card.key)] + key + [.id(id)])
                ids[card.key] = id
                stays.insert(id)
                continue
            }
            stays.insert(id)
            try put(card, in: lane, id, standing[id], at: now)
        }
        let gone = standing.keys.filter { !stays.contains($0) }.sorted()
        guard !gone.isEmpty else { return }
        _ = try db.run(StepSQL.remove.rawValue, [.ids(gone)] + key + [.instant(now), .instant(now)])
    }

    private func known() throws -> [String: ID<Step>] {
        Dictionary(
            try db.rows(ReminderSQL.steps.rawValue, key).map { ($0.text("table_key"), $0.id("id")) },
            uniquingKeysWith: { first, _ in first })
    }

    private func lane(of card: ReminderCard, _ ids: [String: ID<Step>]) -> DraftLane {
        guard let parent = card.parent, let lane = card.lane else { return .main }
        guard let id = ids[parent] else { preconditionFailure("a table names a lane before the step that has it") }
        return .inside(id, lane)
    }

    /// - Parameter stood: nil for a step that had been removed.
    private func put(_ card: ReminderCard, in lane: DraftLane, _ id: ID<Step>, _ stood: DraftStep?, at now: Instant)
        throws
    {
        if stood?.lane != lane || stood?.position != card.position {
            let place: [Value] = [.id(lane.parent), .text(lane.name), .number(card.position)]
            _ = try db.run(StepSQL.restore.rawValue, place + key + [.id(id)])
        }
        if stood?.action != card.action || stood?.name != card.name {
            _ = try db.run(
                StepSQL.update.rawValue,
                StepRow.values(name: card.name, card.action) + [.instant(now)] + key + [.id(id)])
        }
    }
}
