import Campaigns
import CivilTime
import MariaDB

/// Re-plans what waits on a visit that changed, inside the transaction that stores the change (rules.md 3.3, 3.4).
struct VisitReplan {
    let db: Database
    let revisions: RevisionStore
    let clinic: Clinic
    let now: Instant

    init(_ store: AppointmentStore, _ clinic: Clinic, _ now: Instant) {
        db = store.db
        revisions = store.revisions
        self.clinic = clinic
        self.now = now
    }

    func replan(after change: AppointmentChange) throws {
        if let reason = change.endReason { try skipDependent(on: change.new, because: reason) }
        if change.isMoved || change.isRevived { try reschedule(after: change) }
        if change.isMoved || change.isRevived || change.isNewlyBooked || change.endReason != nil {
            try followers(of: change)
        }
    }

    private func skipDependent(on visit: Appointment, because reason: Reason) throws {
        let includesAfter = reason != .visitCompleted
        let rows = try db.rows(
            AppointmentSQL.dependent.rawValue, [.id(clinic.id), .id(visit.id), .bool(includesAfter)])
        guard !rows.isEmpty else { return }
        _ = try db.run(
            AppointmentSQL.skipDependent.rawValue,
            [.choice(reason), .instant(now), .id(clinic.id), .id(visit.id), .bool(includesAfter)])
        try TallyStore(db).note(
            rows.map {
                .taken(
                    $0.int("wires"), of: $0.id("campaign_id"), $0.id("step_id"), in: clinic.id, because: reason, at: now
                )
            })
        try AttentionStore(db).note(taken: rows, at: now)
    }

    /// Every enrollment about the visit re-opens at its first visit-dependent wait.
    private func reschedule(after change: AppointmentChange) throws {
        let rows = try EnrollmentStore(db).lock(about: change.new.id, in: clinic.id)
        guard !rows.isEmpty, let facts = try facts(of: change.new.patientID) else { return }
        let moving = try RevisionMove(db, revisions: revisions).moving(in: rows.map(\.campaignID))
        for var row in rows {
            // Through before a publication that the others followed: what begins anew goes by that.
            if row.enrollment.status != .running, let newest = moving[row.campaignID]?.revision {
                row.revisionID = max(row.revisionID, newest)
            }
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            row.enrollment.reopen(at: now, by: terms)
            if change.isRevivedFromCancelled { row.enrollment.restart(at: now) }
            try PlanStore(db).plan(row, by: terms, facts: facts, because: .visitChanged(at: now), at: now)
        }
    }

    /// Enrollments of the patient that wait for the first or the next visit, where this one is it, or was.
    func followers(of change: AppointmentChange) throws {
        let rows = try EnrollmentStore(db).lockFollowingVisits(of: change.new.patientID, in: clinic.id)
        guard !rows.isEmpty, let facts = try facts(of: change.new.patientID) else { return }
        let before = facts.replacing(change.new.id, by: change.old)
        for var row in rows {
            let terms = try revisions.terms(row.revisionID, of: row.campaignID, in: clinic.id)
            let followed = try followed(by: row, terms, [before, facts])
            let (old, new) = (followed[0], followed[1])
            guard old != new else { continue }
            // It stood waiting for a visit: what is planned for others stays.
            let goesOn = change.isNewlyBooked && old.allSatisfy { new[$0.key] == $0.value }
            if !goesOn { row.enrollment.reopen(at: now, by: terms) }
            let cause: PlanCause = goesOn ? .onward : .visitChanged(at: now, ended: change.endReason)
            try PlanStore(db).plan(row, by: terms, facts: facts, because: cause, at: now)
        }
    }

    /// By each of the facts, in their order.
    private func followed(by row: EnrollmentRow, _ terms: Terms, _ facts: [Facts]) throws -> [[ID<Step>: Instant]] {
        try PlanStore(db).foreseen(facts.map { AskedWay(row: row, facts: $0, terms: terms) }, in: clinic.id).map {
            Itinerary(of: row.enrollment, by: terms, facts: $0, now: now).followedVisits
        }
    }

    private func facts(of patient: ID<Patient>) throws -> Facts? {
        try FactsStore(db).facts(of: patient, in: clinic)
    }
}
