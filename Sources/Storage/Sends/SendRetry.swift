import Campaigns
import CivilTime
import MariaDB

enum SendRetrySQL: String, CaseIterable {
    /// One row: what the new row of a failed send takes over, and whether it still stands.
    case failed = """
        SELECT s.id, s.enrollment_id, s.step_id, s.contact_point_id, s.channel, s.schedule_version, s.retry_number,
               s.is_opening, s.phase, e.status, e.opening_version, e.schedule_version AS current_version
        FROM send s
        JOIN enrollment e ON e.clinic_id = s.clinic_id AND e.id = s.enrollment_id
        WHERE s.clinic_id = ? AND s.campaign_id = ? AND s.id = ? FOR UPDATE
        """
    /// One row when the send was tried anew already.
    case retried = """
        SELECT s.id FROM send s FORCE INDEX (clinic_id)
        WHERE s.clinic_id = ? AND s.enrollment_id = ? AND s.retry_of = ? LIMIT 1
        """
    /// The same message once more, by a row of its own.
    case insert = """
        INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
            contact_point_id, channel, lane, schedule_version, retry_number, retry_of, dedupe_key, phase,
            visit_relation, is_opening, is_at_event, planned_at, due_at, next_at, arm, created_at, updated_at)
        SELECT clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id, contact_point_id,
            channel, lane, schedule_version, retry_number + 1, id, ?, 'READY', visit_relation, is_opening, is_at_event,
            ?, ?, ?, arm, ?, ?
        FROM send WHERE clinic_id = ? AND id = ?
        """
}

/// Lets staff send a failed message once more (delivery.md 2). The sender asks the new row all that it asks of any.
public struct SendRetry {
    let db: Database

    public init(_ db: Database) { self.db = db }

    public enum Outcome: Sendable, Hashable {
        /// A row of its own waits for the next tick.
        case made(ID<Send>)
        case notFailed
        /// It was tried anew already.
        case again
        /// Its campaign or the patient's way is over, or its visit was moved since.
        case overtaken
        case gone
    }

    public func retry(
        _ id: ID<Send>, of campaignID: ID<Campaign>, in clinic: ID<Clinic>, by author: Author, at now: Instant
    ) throws -> Outcome {
        try db.transaction {
            guard let campaign = try CampaignStore(db).lock(campaignID, in: clinic),
                let row = try db.row(SendRetrySQL.failed.rawValue, [.id(clinic), .id(campaignID), .id(id)])
            else { return .gone }
            guard row.choice("phase") == SendPhase.failed else { return .notFailed }
            let enrollment: ID<Enrollment> = row.id("enrollment_id")
            let key: [Value] = [.id(clinic), .id(enrollment), .id(id)]
            guard try db.row(SendRetrySQL.retried.rawValue, key) == nil else { return .again }
            let current: Int = row.int(row.bool("is_opening") ? "opening_version" : "current_version")
            guard campaign.status == .active || campaign.status == .paused,
                row.choice("status") != EnrollmentStatus.ended, row.int("schedule_version") == current
            else { return .overtaken }
            let minute = now.roundedUpToMinute
            let times: [Value] = [.instant(minute), .instant(minute), .instant(now), .instant(now), .instant(now)]
            let made = try db.run(
                SendRetrySQL.insert.rawValue, [.text(Self.key(row))] + times + [.id(clinic), .id(id)])
            try note(id, row, campaign, by: author, at: now)
            try AttentionStore(db).close([id], in: clinic, by: author.staffID, at: now)
            return .made(ID(made.lastID))
        }
    }

    private static func key(_ row: Row) -> String {
        DedupeKey(
            row.id("enrollment_id"), step: row.id("step_id"), point: row.optionalID("contact_point_id"),
            channel: row.choice("channel"), version: row.int("schedule_version"), retry: row.int("retry_number") + 1
        ).text
    }

    private func note(_ id: ID<Send>, _ row: Row, _ campaign: Campaign, by author: Author, at now: Instant) throws {
        try TallyStore(db).note([
            Tally.Delta(
                clinic: campaign.clinicID, campaign: campaign.id, step: row.id("step_id"), measure: .planned, at: now)
        ])
        try AuditStore(db).note(Deed(.retry, .send, id), by: author, in: campaign.clinicID, at: now)
    }
}
