import Campaigns
import CivilTime
import MariaDB

/// What is planned for a patient follows when other people or addresses receive from now on (rules.md 4 *Who receives*);
/// inside the transaction that changes them.
struct RecipientsReplan {
    let db: Database
    let revisions: RevisionStore
    let now: Instant

    func replan(_ patient: ID<Patient>, in clinic: Clinic) throws {
        let rows = try EnrollmentStore(db).lock(of: patient, in: clinic.id)
        guard !rows.isEmpty, let facts = try FactsStore(db).facts(of: patient, in: clinic) else { return }
        for row in rows {
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            try PlanStore(db).plan(row, by: terms, facts: facts, because: .recipientsChanged(at: now), at: now)
        }
    }
}
