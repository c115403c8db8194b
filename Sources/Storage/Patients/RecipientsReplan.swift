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

    /// The same for every patient for whom a contact receives, whose row the caller holds locked.
    static func replan(all contact: ID<Contact>, in clinicID: ID<Clinic>, at now: Instant, _ db: Database) throws {
        let who: [Value] = [.id(clinicID), .id(contact)]
        let patients: [ID<Patient>] = try db.rows(ContactSQL.circles.rawValue, who + who).map { $0.id("id") }
        guard !patients.isEmpty, let clinic = try ClinicStore(db).clinic(clinicID) else { return }
        try Locks(db).take(points: [], contacts: [], patients: patients)
        let replan = RecipientsReplan(db: db, revisions: RevisionStore(db), now: now)
        for patient in patients { try replan.replan(patient, in: clinic) }
    }
}
