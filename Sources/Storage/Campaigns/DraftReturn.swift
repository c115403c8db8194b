import Campaigns
import CivilTime
import MariaDB

/// Takes the last change of a draft back, or does again what was taken back.
public struct DraftReturn {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public enum Direction: String, Sendable, CaseIterable { case undo, redo }

    public enum Outcome: Sendable {
        case done(DraftChange)
        /// There is nothing to undo, or to do again.
        case nothing
        /// The draft was changed since it was looked at, and by whom of the staff, if known.
        case stale(by: String?, at: Instant)
        case fixed(CampaignStatus)
        case gone
    }

    /// - Parameter version: the draft's, as it was looked at.
    public func go(
        _ direction: Direction, _ id: ID<Campaign>, ifVersion version: Int, in clinic: ID<Clinic>, by author: Author,
        at now: Instant
    ) throws -> Outcome {
        try db.transaction {
            guard let campaign = try CampaignStore(db).lock(id, in: clinic) else { return .gone }
            guard campaign.mayStepsBeEdited else { return .fixed(campaign.status) }
            let history = DraftHistory(db)
            let ends = try history.ends(of: id, in: clinic)
            guard campaign.version == version else {
                return .stale(by: try lastEditor(of: campaign, ends), at: campaign.updatedAt)
            }
            guard let change = direction == .undo ? ends.last : ends.undone else { return .nothing }
            let stands = DraftState(of: campaign, try StepStore(db).draft(of: id, in: clinic))
            let state = try history.state(direction, of: change, campaign)
            try history.mark(direction, change, from: stands, campaign)
            try CampaignStore(db).put(state, in: campaign, at: now)
            let data = JSON.object([direction.rawValue: .string(change.verb.rawValue)])
            try AuditStore(db).note(Deed(.change, .campaign, id, data: data), by: author, in: clinic, at: now)
            return .done(change)
        }
    }

    private func lastEditor(of campaign: Campaign, _ ends: DraftChange.Ends) throws -> String? {
        if let last = ends.last, last.at == campaign.updatedAt { return last.by }
        return try AuditStore(db).staffName(.campaign, campaign.id, in: campaign.clinicID, at: campaign.updatedAt)
    }
}

extension CampaignStore {
    /// Makes the draft say what it said then; every card keeps its id. It counts as a change of the draft.
    func put(_ state: DraftState, in campaign: Campaign, at now: Instant) throws {
        try StepStore(db).restore(state.workflow, of: campaign, at: now)
        let outline = state.outline(of: campaign)
        // Once it has run it keeps what begins it: before that the changes are forgotten.
        if outline != campaign.outline { try write(outline, over: campaign, at: now) }
        _ = try db.run(CampaignSQL.touch.rawValue, [.instant(now), .id(campaign.clinicID), .id(campaign.id)])
        try settle(campaign)
    }

    /// A draft that says what runs has nothing to publish but newer texts, which are the clinic's.
    private func settle(_ campaign: Campaign) throws {
        guard let revision = campaign.revisionID, let stands = try self.campaign(campaign.id, in: campaign.clinicID)
        else { return }
        let running = try RevisionStore(db).terms(revision, of: campaign.id, in: campaign.clinicID)
        guard try terms(of: stands).changes(since: running).allSatisfy(\.isText) else { return }
        _ = try db.run(CampaignLifeSQL.settle.rawValue, [.id(campaign.clinicID), .id(campaign.id)])
    }
}
