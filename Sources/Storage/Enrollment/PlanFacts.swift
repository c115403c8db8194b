import Campaigns
import CivilTime

/// What decides about an enrollment's way, beside the patient's facts: its anchor, its experiments, and what happened since
/// it began.
extension PlanStore {
    /// Whoever has no part in an experiment of the terms is dealt one, inside the caller's transaction.
    ///
    /// - Parameters:
    ///   - facts: of the patient, without an anchor.
    ///   - more: events that other terms wait for.
    func facts(
        _ facts: Facts, about row: EnrollmentRow, _ terms: Terms, awaiting more: Set<EventType> = [], at now: Instant
    ) throws -> Facts {
        let trials = try AssignmentStore(db).trials(
            of: row.enrollment.patientID, in: terms, of: row.campaignID, in: row.clinicID, at: now)
        return try self.facts(facts, about: row, trials, awaiting: terms.workflow.awaitedEvents.union(more))
    }

    /// The same without keeping anything.
    func foreseen(
        _ facts: Facts, about row: EnrollmentRow, _ terms: Terms, awaiting more: Set<EventType> = []
    ) throws -> Facts {
        let trials = try AssignmentStore(db).forecast(
            of: row.enrollment.patientID, in: terms, of: row.campaignID, in: row.clinicID)
        return try self.facts(facts, about: row, trials, awaiting: terms.workflow.awaitedEvents.union(more))
    }

    private func facts(_ facts: Facts, about row: EnrollmentRow, _ trials: Trials, awaiting events: Set<EventType>)
        throws -> Facts
    {
        var about = facts.about(row.enrollment.anchor, eventAt: row.enrollment.startedAt)
        about.trials = trials
        about.happenings = try happenings(row, events)
        return about
    }
}
