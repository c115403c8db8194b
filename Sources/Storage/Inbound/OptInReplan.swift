import Campaigns
import CivilTime
import MariaDB

/// Plans anew what a number was not to hear of, now that it may again; inside the transaction that lifts the opt-out.
struct OptInReplan {
    let db: Database
    let now: Instant

    func replan(whoHas point: ID<ContactPoint>, in clinic: ID<Clinic>) throws {
        let who: [Value] = [.id(clinic), .id(point)]
        let rows = try db.rows(InboundSQL.patients.rawValue, who + who)
        let patients: [ID<Patient>] = rows.map { $0.id("patient_id") }.sorted()
        guard !patients.isEmpty, let clinic = try ClinicStore(db).clinic(clinic) else { return }
        try Locks(db).take(points: [], contacts: [ID<Contact>](), patients: patients)
        for patient in patients { try replan(patient, in: clinic) }
    }

    private func replan(_ patient: ID<Patient>, in clinic: Clinic) throws {
        let rows = try EnrollmentStore(db).lock(of: patient, in: clinic.id)
        guard !rows.isEmpty, let facts = try FactsStore(db).facts(of: patient, in: clinic) else { return }
        let revisions = RevisionStore(db)
        for row in rows {
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            try PlanStore(db).plan(row, by: terms, facts: facts, because: .optedIn(at: now), at: now)
        }
    }
}
