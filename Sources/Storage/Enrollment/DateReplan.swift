import Campaigns
import CivilTime
import MariaDB

/// Re-plans what waits on dates of a treatment, an invoice or a birth that were told anew, inside the transaction that
/// stores them (rules.md 2.6, 3.3).
struct DateReplan {
    let db: Database
    let revisions: RevisionStore
    let clinic: Clinic
    let now: Instant

    /// - Parameter old: as it was before.
    func replan(after old: Treatment) throws {
        let rows = try db.rows(EnrollmentSQL.ofTreatment.rawValue, [.id(clinic.id), .id(old.id)])
        try replan(rows.map(EnrollmentRow.decode), of: old.patientID) { facts in
            facts.treatments = facts.treatments.map { $0.id == old.id ? old : $0 }
        }
    }

    /// - Parameter dueOn: until when it was to be paid before.
    func replan(after dueOn: CivilDate, of invoice: ID<Invoice>, _ patient: ID<Patient>) throws {
        let rows = try db.rows(EnrollmentSQL.ofInvoice.rawValue, [.id(clinic.id), .id(invoice)])
        try replan(rows.map(EnrollmentRow.decode), of: patient) { facts in
            for index in facts.invoices.indices where facts.invoices[index].id == invoice {
                facts.invoices[index].dueOn = dueOn
            }
        }
    }

    /// - Parameter birthDate: what it was before.
    func replan(after birthDate: CivilDate?, of patient: ID<Patient>) throws {
        try replan(EnrollmentStore(db).lock(of: patient, in: clinic.id), of: patient) {
            $0.patient.birthDate = birthDate
        }
    }

    /// - Parameter undo: makes of the facts what they were.
    private func replan(_ rows: [EnrollmentRow], of patient: ID<Patient>, undo: (inout Facts) -> Void) throws {
        guard !rows.isEmpty, let facts = try FactsStore(db).facts(of: patient, in: clinic) else { return }
        let moving = try RevisionMove(db, revisions: revisions).moving(in: rows.map(\.campaignID))
        for row in rows {
            var row = row
            // Through before a publication that the others followed: what begins anew goes by that.
            if row.enrollment.status != .running, let newest = moving[row.campaignID]?.revision {
                row.revisionID = max(row.revisionID, newest)
            }
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            guard !terms.datedWaits.isEmpty else { continue }
            let plans = PlanStore(db)
            let after = try plans.facts(AskedWay(row: row, facts: facts, terms: terms), at: now)
            var before = after
            undo(&before)
            guard let redating = row.enrollment.redate(from: before, to: after, by: terms, at: now) else { continue }
            try plans.plan(row, by: terms, facts: facts, because: .datesChanged(redating), at: now)
        }
    }
}
