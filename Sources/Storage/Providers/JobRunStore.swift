import CivilTime
import Campaigns
import MariaDB

enum JobRunSQL: String, CaseIterable {
    case start = "INSERT INTO job_run (job, minute, started_at, tzdata) VALUES (?, ?, ?, ?)"
    case end = "UPDATE job_run SET ended_at = ?, counts = ? WHERE id = ?"
    /// Old runs tell nobody anything.
    case sweep = "DELETE FROM job_run WHERE minute < ? ORDER BY minute LIMIT 1000"
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

    public func end(_ run: ID<JobRunStore>, counts: String, at now: Instant) throws {
        _ = try db.run(JobRunSQL.end.rawValue, [.instant(now), .text(counts), .id(run)])
    }
}
