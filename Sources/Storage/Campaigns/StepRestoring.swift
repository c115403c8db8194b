import Campaigns
import CivilTime
import MariaDB

extension StepStore {
    /// Makes the draft say what a workflow says of which every step was once its own; every card keeps its id. What
    /// stands so already is left alone, so that whoever has it open is not disturbed.
    func restore(_ workflow: Workflow, of campaign: Campaign, at now: Instant) throws {
        let cards = workflow.cards
        let stays = Set(cards.map(\.id))
        let gone = try draft(of: campaign.id, in: campaign.clinicID).map(\.id).filter { !stays.contains($0) }
        try remove(gone, of: campaign, at: now)
        let known = try these(Array(stays), of: campaign)
        let misplaced = cards.filter { card in
            guard let known = known[card.id], !known.isRemoved else { return true }
            return known.step.lane != card.lane || known.step.position != card.position
        }
        try place(misplaced, of: campaign)
        let key: [Value] = [.id(campaign.clinicID), .id(campaign.id)]
        for card in cards {
            guard let stands = known[card.id]?.step else { continue }
            let action = card.action.keepingKeys(of: stands.action)
            guard card.name != stands.name || action != stands.action else { continue }
            _ = try db.run(
                StepSQL.update.rawValue,
                StepRow.values(name: card.name, action) + [.instant(now)] + key + [.id(card.id)])
        }
    }

    private func these(_ ids: [ID<Step>], of campaign: Campaign) throws
        -> [ID<Step>: (step: DraftStep, isRemoved: Bool)]
    {
        guard !ids.isEmpty else { return [:] }
        let rows = try db.rows(StepSQL.these.rawValue, [.ids(ids), .id(campaign.clinicID), .id(campaign.id)])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                let step = try StepRow.decode(row)
                return (step.id, (step, row.optionalInstant("removed_at") != nil))
            })
    }

    private func place(_ cards: [WorkflowCard], of campaign: Campaign) throws {
        guard !cards.isEmpty else { return }
        let rows = cards.map { card in
            JSONCell.row([
                .number(card.id.rawValue), .number(card.lane.parent?.rawValue), .word(card.lane.name),
                .number(Int64(card.position)),
            ])
        }
        _ = try db.run(
            StepSQL.restoreAll.rawValue,
            [.text(JSONCell.table(rows)), .id(campaign.clinicID), .id(campaign.id)])
    }
}
