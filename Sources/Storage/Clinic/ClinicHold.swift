import Campaigns
import CivilTime
import MariaDB

enum ClinicHoldSQL: String, CaseIterable {
    /// One row: since when the clinic is held.
    case since = "SELECT held_at FROM clinic WHERE id = ?"
    case hold = "UPDATE clinic SET held_at = ? WHERE id = ? AND held_at IS NULL"
    /// What the hold parked is given back by the next ticks.
    case release = "UPDATE clinic SET held_at = NULL, unpark_at = ? WHERE id = ? AND held_at IS NOT NULL"
    /// One row: how many campaigns run.
    case running = "SELECT COUNT(*) AS campaigns FROM campaign WHERE clinic_id = ? AND status = 'ACTIVE'"
    /// One row: how many messages of running campaigns are due in a span of time.
    case due = """
        SELECT COUNT(*) AS due FROM send s FORCE INDEX (send_waiting)
        STRAIGHT_JOIN campaign c FORCE INDEX (PRIMARY)
            ON c.clinic_id = s.clinic_id AND c.id = s.campaign_id AND c.status = 'ACTIVE'
        WHERE s.clinic_id = ? AND s.awaits_at >= ? AND s.awaits_at < ?
        """
    case setRecall = "UPDATE clinic SET recall_months = ? WHERE id = ?"
}

/// The one switch that stops everything of a clinic, and the months of its recalls.
public struct ClinicHold {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// What a hold concerns.
    public struct Counts: Sendable, Hashable {
        public let campaigns: Int
        /// Messages that wait for a time of the day before or after.
        public let due: Int
    }

    /// Since when nothing of the clinic leaves; nil while it is not held.
    public func since(_ clinic: ID<Clinic>) throws -> Instant? {
        try db.row(ClinicHoldSQL.since.rawValue, [.id(clinic)])?.optionalInstant("held_at")
    }

    public func counts(of clinic: ID<Clinic>, at now: Instant) throws -> Counts {
        let span: [Value] = [.instant(now.adding(hours: -24)), .instant(now.adding(hours: 24))]
        let running = try db.row(ClinicHoldSQL.running.rawValue, [.id(clinic)])
        let due = try db.row(ClinicHoldSQL.due.rawValue, [.id(clinic)] + span)
        return Counts(campaigns: running?.int("campaigns") ?? 0, due: due?.int("due") ?? 0)
    }

    /// From its commit on nothing of the clinic starts to leave.
    ///
    /// - Returns: false where it was held before.
    public func hold(_ clinic: ID<Clinic>, by author: Author, at now: Instant) throws -> Bool {
        try turn(.hold, .hold, clinic, by: author, at: now)
    }

    /// Lets the clinic's messages go again, each within its own limits.
    ///
    /// - Returns: false where it was not held.
    public func release(_ clinic: ID<Clinic>, by author: Author, at now: Instant) throws -> Bool {
        try turn(.release, .release, clinic, by: author, at: now)
    }

    private func turn(
        _ statement: ClinicHoldSQL, _ verb: Deed.Verb, _ clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> Bool {
        try db.joiningTransaction {
            try ClinicStore(db).lock(clinic)
            guard try db.run(statement.rawValue, [.instant(now), .id(clinic)]).rows == 1 else { return false }
            try AuditStore(db).note(Deed(verb, .clinic, clinic), by: author, in: clinic, at: now)
            return true
        }
    }

    /// Sets after how many months without a visit a recall is due; the next daily job goes by it.
    public func set(recallMonths months: Int, of clinic: ID<Clinic>, by author: Author, at now: Instant) throws {
        precondition(Clinic.recallLimits.contains(months), "a recall is due after a number of months that may be set")
        try db.joiningTransaction {
            try ClinicStore(db).lock(clinic)
            guard try db.run(ClinicHoldSQL.setRecall.rawValue, [.number(months), .id(clinic)]).rows == 1 else { return }
            let data = JSON.object(["recallMonths": .integer(Int64(months))])
            try AuditStore(db).note(Deed(.change, .clinic, clinic, data: data), by: author, in: clinic, at: now)
        }
    }
}
