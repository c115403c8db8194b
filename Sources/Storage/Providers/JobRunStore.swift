import CivilTime
import Campaigns
import MariaDB

enum JobRunSQL: String, CaseIterable {
    case start = "INSERT INTO job_run (job, minute, started_at, tzdata) VALUES (?, ?, ?, ?)"
    case end = "UPDATE job_run SET ended_at = ?, counts = ? WHERE id = ?"
    /// Looks at the oldest alone, so that a tick costs the same however many there are.
    case sweep = """
        DELETE r FROM (SELECT id FROM job_run ORDER BY id LIMIT 1000) o STRAIGHT_JOIN job_run r ON r.id = o.id
        WHERE r.minute < ?
        """
}

/// What ticks did, and when.
public struct JobRunStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public func start(_ job: String, at now: Instant) throws -> ID<JobRunStore> {
        let change = try db.run(
            JobRunSQL.start.rawValue, [.text(job), .instant(now), .instant(now), .text(Zone.tzdataVersion)])
        return ID(change.lastID)
    }

    /// - Returns: how many were forgotten.
    public func sweep(before time: Instant) throws -> Int {
        try db.run(JobRunSQL.sweep.rawValue, [.instant(time)]).rows
    }

    public func end(_ run: ID<JobRunStore>, counts: String, at now: Instant) throws {
        _ = try db.run(JobRunSQL.end.rawValue, [.instant(now), .text(counts), .id(run)])
    }
}
