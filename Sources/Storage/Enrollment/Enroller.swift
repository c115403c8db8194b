import Campaigns
import CivilTime
import MariaDB

/// Enrolls patients and plans their first sends, inside the caller's transaction.
public struct Enroller {
    let db: Database
    let revisions: RevisionStore

    public init(_ db: Database, revisions: RevisionStore) {
        self.db = db
        self.revisions = revisions
    }

    /// Holds still what enrolling these hangs on; before their facts are read.
    public func holdStill(patients: [ID<Patient>], anchors: [Anchor]) throws {
        let locks = Locks(db)
        try locks.sharePatients(patients)
        try locks.share(anchors)
    }

    /// - Parameter facts: of the patient, without an anchor.
    /// - Returns: whether somebody was enrolled; the same anchor again starts nothing, or only after the days that are set.
    public func enroll(_ beginning: EnrollmentStore.Beginning, by terms: Terms, facts: Facts, at now: Instant) throws
        -> Bool
    {
        let reentry = Reentry(days: terms.reentryDays)
        guard
            let row = try EnrollmentStore(db).enroll(beginning, reentry: reentry, in: facts.clinic.zone, at: now)
        else { return false }
        try PlanStore(db).plan(row, by: terms, facts: facts, because: .onward, isNew: true, at: now)
        return true
    }
}
