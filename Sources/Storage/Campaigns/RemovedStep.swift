import Campaigns
import CivilTime
import MariaDB

/// A step that was taken out of a draft, as it stood.
public struct RemovedStep: Sendable {
    public let step: DraftStep
    public let at: Instant
    /// Who of the staff took it out, or the step around it; nil when it was nobody of the staff.
    public let by: String?
}

extension StepStore {
    /// nil for a step that still stands, and for one that the campaign never had.
    public func removed(_ id: ID<Step>, of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> RemovedStep? {
        guard let (step, at) = try row(removed: id, of: campaign, in: clinic) else { return nil }
        // The deed is noted once, for the step that was taken out with all that its lanes held.
        var outermost = step
        while let parent = outermost.lane.parent, let around = try row(removed: parent, of: campaign, in: clinic),
            around.at == at
        {
            outermost = around.step
        }
        let audit = AuditStore(db)
        var by = try audit.staffName(.step, outermost.id, in: clinic, at: at)
        if by == nil, let parent = outermost.lane.parent {
            // Its lane was taken out of a branch that stays.
            by = try audit.staffName(.step, parent, in: clinic, at: at)
        }
        return RemovedStep(step: step, at: at, by: by)
    }

    private func row(removed id: ID<Step>, of campaign: ID<Campaign>, in clinic: ID<Clinic>) throws
        -> (step: DraftStep, at: Instant)?
    {
        try db.row(StepSQL.removed.rawValue, [.id(clinic), .id(campaign), .id(id)]).map {
            (try StepRow.decode($0), $0.instant("removed_at"))
        }
    }
}
