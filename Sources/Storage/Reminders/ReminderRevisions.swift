import Campaigns
import Foundation
import MariaDB

/// The table that each revision was made of, so that a draft that goes back takes its table along.
extension ReminderStore {
    /// Nothing for a campaign that is no table.
    func keep(_ campaign: Campaign, in revision: ID<Revision>) throws {
        guard campaign.isTable else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let rules = try rules(of: campaign.id, in: campaign.clinicID)
        let text = String(decoding: try encoder.encode(rules), as: UTF8.self)
        _ = try db.run(
            ReminderSQL.keep.rawValue, [.text(text), .id(campaign.clinicID), .id(campaign.id), .id(revision)])
    }

    /// What runs; nil before the first activation, and for what is no table.
    public func published(of campaign: Campaign) throws -> [ReminderRule]? {
        guard campaign.isTable, let revision = campaign.revisionID else { return nil }
        return try rules(keptIn: revision, of: campaign)
    }

    private func rules(keptIn revision: ID<Revision>, of campaign: Campaign) throws -> [ReminderRule]? {
        let key: [Value] = [.id(campaign.clinicID), .id(campaign.id), .id(revision)]
        guard let text = try db.row(ReminderSQL.kept.rawValue, key)?.optionalText("reminder_rules") else { return nil }
        return try JSONDecoder().decode([ReminderRule].self, from: Data(text.utf8))
    }

    /// The same by the revision's number, for good: a change of the table is not undone without the table.
    func bringBack(number: Int, of campaign: Campaign) throws {
        let key: [Value] = [.id(campaign.clinicID), .id(campaign.id)]
        guard campaign.isTable, let row = try db.row(RevisionSQL.byNumber.rawValue, key + [.number(number)]) else {
            return
        }
        try bringBack(row.id("id"), of: campaign)
        try DraftHistory(db).forget(campaign.id, in: campaign.clinicID)
    }

    /// Makes the table what it was in a revision; nothing for a campaign that is no table.
    func bringBack(_ revision: ID<Revision>, of campaign: Campaign) throws {
        guard campaign.isTable, let rules = try rules(keptIn: revision, of: campaign) else { return }
        _ = try db.run(CampaignSQL.deleteReminderRules.rawValue, [.id(campaign.clinicID), .id(campaign.id)])
        for rule in rules { try insert(rule, of: campaign.id, in: campaign.clinicID) }
    }
}
