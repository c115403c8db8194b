import Campaigns
import CivilTime

/// What decides about an enrollment's way, beside the patient's facts: its anchor and event, its experiments, and what
/// happened since it began.
extension PlanStore {
    /// Whoever has no part in an experiment of the terms is dealt one, inside the caller's transaction.
    ///
    /// - Parameters:
    ///   - facts: of the patient, without an anchor.
    ///   - others: terms that ask the same facts.
    func facts(
        _ facts: Facts, about row: EnrollmentRow, _ terms: Terms, and others: Terms? = nil, at now: Instant
    ) throws -> Facts {
        let trials = try AssignmentStore(db).trials(
            of: row.enrollment.patientID, in: terms, of: row.campaignID, in: row.clinicID, at: now)
        return try self.facts(facts, about: row, trials, [terms, others].compactMap(\.self))
    }

    /// The same without keeping anything.
    func foreseen(_ facts: Facts, about row: EnrollmentRow, _ terms: Terms, and others: Terms? = nil) throws -> Facts {
        let trials = try AssignmentStore(db).forecast(
            of: row.enrollment.patientID, in: terms, of: row.campaignID, in: row.clinicID)
        return try self.facts(facts, about: row, trials, [terms, others].compactMap(\.self))
    }

    private func facts(_ facts: Facts, about row: EnrollmentRow, _ trials: Trials, _ terms: [Terms]) throws -> Facts {
        var about = facts.about(try row.knowingEvent(for: terms, in: db).enrollment)
        about.trials = trials
        about.happenings = try happenings(row, terms.reduce(into: []) { $0.formUnion($1.workflow.awaitedEvents) })
        return about
    }
}
