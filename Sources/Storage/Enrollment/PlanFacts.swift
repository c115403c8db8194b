import Campaigns
import CivilTime

/// A way through a campaign, and the terms by which it is asked how it goes on.
struct AskedWay {
    let row: EnrollmentRow
    /// Of the patient, without an anchor.
    let facts: Facts
    let terms: Terms
    /// Terms that ask the same facts.
    var others: Terms?

    fileprivate var allTerms: [Terms] { [terms, others].compactMap(\.self) }
}

/// What decides about an enrollment's way, beside the patient's facts: its anchor and event, its experiments, and what
/// happened since it began. A fixed number of statements for any number of ways of a clinic; the answers in their order.
extension PlanStore {
    /// Whoever has no part in an experiment of the terms is dealt one, inside the caller's transaction.
    func facts(_ ways: [AskedWay], in clinic: ID<Clinic>, at now: Instant) throws -> [Facts] {
        try facts(ways, AssignmentStore(db).trials(of: ways.map(\.dealt), in: clinic, at: now), in: clinic)
    }

    func facts(_ way: AskedWay, at now: Instant) throws -> Facts {
        try facts([way], in: way.row.clinicID, at: now)[0]
    }

    /// The same without keeping anything.
    func foreseen(_ ways: [AskedWay], in clinic: ID<Clinic>) throws -> [Facts] {
        try facts(ways, AssignmentStore(db).forecast(of: ways.map(\.dealt), in: clinic), in: clinic)
    }

    private func facts(_ ways: [AskedWay], _ trials: [Trials], in clinic: ID<Clinic>) throws -> [Facts] {
        let rows = try EventDataStore(db).knowing(ways.map { ($0.row, $0.allTerms) }, in: clinic)
        let happenings = try HappeningStore(db).happenings(ways.map(\.awaited), in: clinic)
        return ways.indices.map { index in
            var about = ways[index].facts.about(rows[index].enrollment)
            about.trials = trials[index]
            about.happenings = happenings[index]
            return about
        }
    }
}

extension AskedWay {
    fileprivate var dealt: AssignmentStore.Asked {
        .init(patient: row.enrollment.patientID, campaign: row.campaignID, terms: terms)
    }

    fileprivate var awaited: HappeningStore.Asked {
        .init(allTerms.reduce(into: []) { $0.formUnion($1.workflow.awaitedEvents) }, since: row)
    }
}
