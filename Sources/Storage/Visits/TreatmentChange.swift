import Campaigns
import CivilTime

/// What one intake makes of a treatment: before and after, and the milestones that it names.
struct TreatmentChange {
    /// nil when it was not known before.
    let old: Treatment?
    let new: Treatment
    let milestones: [TreatmentIntake.Milestone]

    /// One event that the change tells.
    struct Told {
        let type: EventType
        /// The neighbour's own time of it.
        let at: Instant?
        /// What makes it this one, however often it is told; nil where the change of state alone tells it.
        var mark: String?
        var data: JSON?
    }

    init(old: Treatment?, new: Treatment, milestones: [TreatmentIntake.Milestone]) {
        self.old = old
        self.new = new
        self.milestones = milestones
    }

    init(of intake: TreatmentIntake, to old: Treatment) {
        var new = old
        new.type = intake.type.value ?? old.type
        new.status = intake.status.value ?? old.status
        new.phase = intake.phase.replacing(old.phase) ?? ""
        new.phaseStartedAt = intake.phaseStartedAt.replacing(old.phaseStartedAt)
        new.startedAt = intake.startedAt.replacing(old.startedAt)
        new.endedAt = intake.endedAt.replacing(old.endedAt)
        self.init(old: old, new: new, milestones: intake.milestones)
    }

    /// Whether a date that waits may count from is another.
    var isRedated: Bool {
        old.map {
            $0.startedAt != new.startedAt || $0.endedAt != new.endedAt || $0.phaseStartedAt != new.phaseStartedAt
        } ?? false
    }

    /// In the order in which they are to be kept.
    var events: [Told] { [started, phaseChanged].compactMap(\.self) + reached + [completed].compactMap(\.self) }

    /// A treatment that was paused goes on; it does not start.
    private var started: Told? {
        guard new.status == .active, old == nil || old?.status == .planned else { return nil }
        return Told(type: .treatmentStarted, at: new.startedAt)
    }

    /// A phase first seen without its time may be long past.
    private var phaseChanged: Told? {
        guard new.status == .active, !new.phase.isEmpty, new.phase != old?.phase,
            old != nil || new.phaseStartedAt != nil
        else { return nil }
        return Told(
            type: .treatmentPhaseChanged, at: new.phaseStartedAt, data: JSON.object(["phase": .string(new.phase)]))
    }

    private var reached: [Told] {
        milestones.map {
            Told(
                type: .treatmentMilestone, at: $0.reachedAt, mark: $0.name,
                data: JSON.object(["milestone": .string($0.name)]))
        }
    }

    private var completed: Told? {
        guard new.status == .completed, old?.status != .completed else { return nil }
        return Told(type: .treatmentCompleted, at: new.endedAt)
    }
}
