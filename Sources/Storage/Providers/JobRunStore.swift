import CivilTime
import Campaigns
import MariaDB

enum JobRunSQL: String, CaseIterable {
    case start = "INSERT INTO job_run (job, minute, started_at, tzdata) VALUES (?, ?, ?, ?)"
    case end = "UPDATE job_run SET ended_at = ?, counts = ? WHERE id = ?"
    /// One row per run of long ago. Looks at the oldest alone, so that a tick costs the same however many there are, and
    /// locks none: they may be another tick's.
    case old = "SELECT o.id FROM (SELECT id, minute FROM job_run ORDER BY id LIMIT 1000) o WHERE o.minute < ?"
    case forget = """
        DELETE r FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN job_run r ON r.id = ids.id
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
        let old: [ID<JobRunStore>] = try db.rows(JobRunSQL.old.rawValue, [.instant(time)]).map { $0.id("id") }
        guard !old.isEmpty else { return 0 }
        return try db.transaction { try db.run(JobRunSQL.forget.rawValue, [.ids(old)]).rows }
    }

    public func end(_ run: ID<JobRunStore>, counts: String, at now: Instant) throws {
        _ = try db.run(JobRunSQL.end.rawValue, [.instant(now), .text(counts), .id(run)])
    }
}
