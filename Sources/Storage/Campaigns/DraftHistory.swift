import Campaigns
import CivilTime
import Foundation
import MariaDB

/// The last changes of drafts, for undo and redo. Each call stands in the transaction that has locked the campaign.
public struct DraftHistory {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// How many changes of a draft can be undone.
    public static let limit = 20

    /// What undo and redo would do now.
    public func ends(of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> DraftChange.Ends {
        var ends = DraftChange.Ends.none
        for row in try db.rows(DraftChangeSQL.ends.rawValue, [.id(clinic), .id(campaign)]) {
            let stepID: ID<Step>? = row.optionalID("id")
            let change = DraftChange(
                number: row.int("number"), verb: row.choice("verb"),
                step: try stepID.map { _ in try StepRow.decode(row) },
                by: row.optionalText("staff"), at: row.instant("changed_at"))
            if row.bool("is_undone") { ends.undone = change } else { ends.last = change }
        }
        return ends
    }

    /// Keeps how the draft stood before a change.
    func note(
        _ verb: DraftChange.Verb, _ step: ID<Step>? = nil, from before: DraftState, of campaign: Campaign,
        by author: Author, at now: Instant
    ) throws {
        let key: [Value] = [.id(campaign.clinicID), .id(campaign.id)]
        let newest: Int = try db.row(DraftChangeSQL.newest.rawValue, key)?.int("number") ?? 0
        _ = try db.run(DraftChangeSQL.forget.rawValue, key + [.number(newest + 1 - Self.limit)])
        _ = try db.run(
            DraftChangeSQL.insert.rawValue,
            key + [
                .number(newest + 1), .choice(verb), .id(step), .id(author.staffID), .text(try Self.text(of: before)),
                .instant(now),
            ])
    }

    /// What was changed before it ran is no change of what runs.
    func forget(_ campaign: ID<Campaign>, in clinic: ID<Clinic>) throws {
        _ = try db.run(DraftChangeSQL.forgetAll.rawValue, [.id(clinic), .id(campaign)])
    }

    /// The draft before a change, or after one that was undone.
    func state(_ direction: DraftReturn.Direction, of change: DraftChange, _ campaign: Campaign) throws -> DraftState {
        let column = direction == .undo ? "before_state" : "after_state"
        guard let row = try db.row(DraftChangeSQL.states.rawValue, key(change, campaign)) else {
            preconditionFailure("a change that was just read is not there")
        }
        return try JSONDecoder().decode(DraftState.self, from: Data(row.text(column).utf8))
    }

    func mark(_ direction: DraftReturn.Direction, _ change: DraftChange, from now: DraftState, _ campaign: Campaign)
        throws
    {
        switch direction {
        case .undo:
            _ = try db.run(DraftChangeSQL.undo.rawValue, [.text(try Self.text(of: now))] + key(change, campaign))
        case .redo: _ = try db.run(DraftChangeSQL.redo.rawValue, key(change, campaign))
        }
    }

    private func key(_ change: DraftChange, _ campaign: Campaign) -> [Value] {
        [.id(campaign.clinicID), .id(campaign.id), .number(change.number)]
    }

    private static func text(of state: DraftState) throws -> String {
        String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    }
}
