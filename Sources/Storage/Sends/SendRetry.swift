import Campaigns
import CivilTime
import MariaDB

enum SendRetrySQL: String, CaseIterable {
    /// One row: what the new row of a failed send takes over, and whether it still stands.
    case failed = """
        SELECT s.id, s.enrollment_id, s.step_id, s.contact_id, s.contact_point_id, s.channel, s.schedule_version, s.retry_number,
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
    /// One row when a step's message went, or is to go, to an address.
    case reached = """
        SELECT s.id FROM send s FORCE INDEX (clinic_id)
        WHERE s.clinic_id = ? AND s.enrollment_id = ? AND s.step_id = ? AND s.channel = ? AND s.schedule_version = ?
            AND s.contact_point_id = ? AND s.phase NOT IN ('SKIPPED', 'FAILED') LIMIT 1
        """
    /// The same message once more, by a row of its own; none when one of the same key was made before.
    case insert = """
        INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
            contact_point_id, channel, lane, schedule_version, retry_number, retry_of, dedupe_key, phase,
            visit_relation, is_opening, is_at_event, planned_at, due_at, next_at, arm, created_at, updated_at)
        SELECT o.clinic_id, o.campaign_id, o.revision_id, o.enrollment_id, o.patient_id, o.step_id, o.contact_id, ?,
            o.channel, o.lane, o.schedule_version, o.retry_number + 1, o.id, ?, 'READY', o.visit_relation, o.is_opening,
            o.is_at_event, ?, ?, ?, o.arm, ?, ?
        FROM send o WHERE o.clinic_id = ? AND o.id = ?
        ON DUPLICATE KEY UPDATE send.id = send.id
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
        /// It was tried anew already, or goes to the address that stands now by another row.
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
            guard let point = try point(of: row, in: clinic) else { return .again }
            let minute = now.roundedUpToMinute
            let times: [Value] = [.instant(minute), .instant(minute), .instant(now), .instant(now), .instant(now)]
            let made = try db.run(
                SendRetrySQL.insert.rawValue,
                [.id(point.id), .text(Self.key(row, point.id))] + times + [.id(clinic), .id(id)])
            guard made.rows == 1 else { return .again }
            try note(id, row, campaign, by: author, at: now)
            try AttentionStore(db).close([id], in: clinic, by: author.staffID, at: now)
            return .made(ID(made.lastID))
        }
    }

    /// Where the message goes now.
    private struct Goal { let id: ID<ContactPoint>? }

    /// Where the person is reached now: the address may have been corrected since. nil when the same message goes there by
    /// another row: each goes to an address once (rules.md 4).
    private func point(of row: Row, in clinic: ID<Clinic>) throws -> Goal? {
        let old: ID<ContactPoint>? = row.optionalID("contact_point_id")
        guard let contact: ID<Contact> = row.optionalID("contact_id") else { return Goal(id: old) }
        let channel: Channel = row.choice("channel")
        let new: ID<ContactPoint>? = try db.row(
            ContactSQL.address.rawValue, [.id(clinic), .id(contact), .choice(channel.addressKind)])?
            .id("contact_point_id")
        guard let new, new != old else { return Goal(id: old) }
        let isReached = try db.row(
            SendRetrySQL.reached.rawValue,
            [
                .id(clinic), .id(row.id("enrollment_id") as ID<Enrollment>), .id(row.id("step_id") as ID<Step>),
                .choice(channel), .number(row.int("schedule_version")), .id(new),
            ])
        return isReached == nil ? Goal(id: new) : nil
    }

    private static func key(_ row: Row, _ point: ID<ContactPoint>?) -> String {
        DedupeKey(
            row.id("enrollment_id"), step: row.id("step_id"), point: point,
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
