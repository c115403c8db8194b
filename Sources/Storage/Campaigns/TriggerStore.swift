import Campaigns
import CivilTime
import MariaDB

enum TriggerSQL: String, CaseIterable {
    /// One row per campaign of a clinic that an event may start, locked against a change of status.
    case byEvent = """
        SELECT id, clinic_id, revision_id, status FROM campaign FORCE INDEX (campaign_trigger)
        WHERE clinic_id = ? AND trigger_event = ? AND status IN ('ACTIVE', 'PAUSED') AND trigger_type = 'EVENT'
        ORDER BY id LOCK IN SHARE MODE
        """
    /// One row per occurrence whose time has come, locked; one that has begun stands still while its campaign is paused.
    case dueOccurrences = """
        SELECT o.id, o.clinic_id, o.campaign_id, o.due_at, o.last_patient_id, c.revision_id, c.status
        FROM occurrence o FORCE INDEX (occurrence_due)
        JOIN campaign c ON c.clinic_id = o.clinic_id AND c.id = o.campaign_id
        WHERE o.state IN ('waiting', 'firing') AND o.due_at <= ? AND (o.state = 'waiting' OR c.status <> 'PAUSED')
        ORDER BY o.state, o.due_at LIMIT 1
        FOR UPDATE SKIP LOCKED
        """
    /// One row per time at which the audience is enrolled. One that was taken back before its time waits again; any
    /// other that stood before stays as it is.
    case addOccurrence = """
        INSERT INTO occurrence (clinic_id, campaign_id, due_at, created_at) VALUES (?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE state = IF(state = 'missed' AND due_at > VALUES(created_at), 'waiting', state)
        """
    /// One row when a campaign has a turn to come.
    case anyWaiting = """
        SELECT 1 AS found FROM occurrence WHERE clinic_id = ? AND campaign_id = ? AND state = 'waiting' LIMIT 1
        """
    /// One row: the time of the occurrence that has begun.
    case firing = """
        SELECT due_at FROM occurrence WHERE clinic_id = ? AND campaign_id = ? AND state = 'firing' LIMIT 1
        """
    case progress = "UPDATE occurrence SET state = ?, last_patient_id = ? WHERE clinic_id = ? AND id = ?"
    /// One row per campaign that still takes up visits booked before its activation, locked.
    case takingUp = """
        SELECT id, clinic_id, revision_id, status, take_up_after FROM campaign
        WHERE take_up_after IS NOT NULL AND status IN ('ACTIVE', 'PAUSED') ORDER BY take_up_after LIMIT 1
        FOR UPDATE SKIP LOCKED
        """
    case takenUp = "UPDATE campaign SET take_up_after = ? WHERE clinic_id = ? AND id = ?"
    /// One row per running campaign of a kind that has fired, has no time left, and of which nothing is alive. The tally
    /// says cheaply that sends are open; only where it says that none is, the rows are asked.
    case finished = """
        SELECT c.id, c.clinic_id FROM campaign c FORCE INDEX (campaign_scheduled)
        LEFT JOIN tally t ON t.clinic_id = c.clinic_id AND t.campaign_id = c.id
        WHERE c.trigger_type = ? AND c.status = 'ACTIVE'
            AND COALESCE(t.planned <= t.sent + t.failed + t.skipped, TRUE)
            AND EXISTS (SELECT 1 FROM occurrence o WHERE o.clinic_id = c.clinic_id AND o.campaign_id = c.id
                AND o.state IN ('fired', 'missed'))
            AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.clinic_id = c.clinic_id AND o.campaign_id = c.id
                AND o.state IN ('waiting', 'firing'))
            AND NOT EXISTS (SELECT 1 FROM enrollment e WHERE e.clinic_id = c.clinic_id AND e.campaign_id = c.id
                AND e.status = 'running')
            AND NOT EXISTS (SELECT 1 FROM experiment x WHERE x.clinic_id = c.clinic_id AND x.campaign_id = c.id
                AND x.state <> 'done')
            AND NOT EXISTS (SELECT 1 FROM send s FORCE INDEX (send_campaign)
                WHERE s.clinic_id = c.clinic_id AND s.campaign_id = c.id
                AND s.phase IN ('READY', 'PARKED', 'CLAIMED', 'WIRE', 'UNKNOWN'))
        """
    case complete = """
        UPDATE campaign SET status = 'COMPLETED', completed_at = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status = 'ACTIVE'
        """
}

/// Which campaigns an event or a time starts.
public struct TriggerStore {
    let db: Database

    public init(_ db: Database) { self.db = db }

    /// A campaign that runs, with what it runs.
    public struct Running: Sendable {
        public let id: ID<Campaign>
        public let clinicID: ID<Clinic>
        public let revisionID: ID<Revision>
        public let status: CampaignStatus

        init(_ row: Row, id column: String = "id") {
            id = row.id(column)
            clinicID = row.id("clinic_id")
            revisionID = row.id("revision_id")
            status = row.choice("status")
        }
    }

    /// Those an event of this type may start, held still until the transaction ends.
    public func campaigns(on type: EventType, in clinic: ID<Clinic>) throws -> [Running] {
        try db.rows(TriggerSQL.byEvent.rawValue, [.id(clinic), .text(type.rawValue)]).map { Running($0) }
    }

    /// A time at which a campaign enrolls its audience.
    public struct Occurrence: Sendable {
        public let id: ID<Occurrence>
        public let campaign: Running
        public let dueAt: Instant
        /// How far the audience has been enrolled.
        public let lastPatient: ID<Patient>
    }

    /// The next occurrence whose time has come, locked until the transaction ends.
    public func dueOccurrence(at now: Instant) throws -> Occurrence? {
        try db.row(TriggerSQL.dueOccurrences.rawValue, [.instant(now)]).map {
            Occurrence(
                id: $0.id("id"), campaign: Running($0, id: "campaign_id"), dueAt: $0.instant("due_at"),
                lastPatient: $0.id("last_patient_id"))
        }
    }

    public enum Progress: String, Sendable { case firing, fired, missed }

    /// Keeps a time at which the campaign is to enroll its audience; the same time again is nothing new.
    public func addOccurrence(of campaign: ID<Campaign>, in clinic: ID<Clinic>, dueAt: Instant, at now: Instant) throws
    {
        _ = try db.run(
            TriggerSQL.addOccurrence.rawValue, [.id(clinic), .id(campaign), .instant(dueAt), .instant(now)])
    }

    public func hasWaiting(_ campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Bool {
        try db.row(TriggerSQL.anyWaiting.rawValue, [.id(clinic), .id(campaign)]) != nil
    }

    /// The time of the occurrence that has begun and is not through; nil when none has.
    func firing(_ campaign: ID<Campaign>, in clinic: ID<Clinic>) throws -> Instant? {
        try db.row(TriggerSQL.firing.rawValue, [.id(clinic), .id(campaign)])?.instant("due_at")
    }

    public func note(_ progress: Progress, upTo patient: ID<Patient>, of occurrence: Occurrence) throws {
        _ = try db.run(
            TriggerSQL.progress.rawValue,
            [.choice(progress), .id(patient), .id(occurrence.campaign.clinicID), .id(occurrence.id)])
    }

    /// The next campaign that takes up visits booked before, and after which visit it goes on; locked.
    public func takingUp() throws -> (campaign: Running, after: ID<Appointment>)? {
        try db.row(TriggerSQL.takingUp.rawValue).map { (Running($0), $0.id("take_up_after")) }
    }

    /// - Parameter visit: nil when all have been taken up.
    public func noteTakenUp(_ visit: ID<Appointment>?, by campaign: Running) throws {
        _ = try db.run(TriggerSQL.takenUp.rawValue, [.id(visit), .id(campaign.clinicID), .id(campaign.id)])
    }

    /// Completes SCHEDULED and RECURRING campaigns of which nothing is left to do (rules.md 5).
    ///
    /// - Returns: how many.
    public func completeFinished(at now: Instant) throws -> Int {
        var count = 0
        for type in ["SCHEDULED", "RECURRING"] {
            for row in try db.rows(TriggerSQL.finished.rawValue, [.text(type)]) {
                count += try db.run(
                    TriggerSQL.complete.rawValue,
                    [
                        .instant(now), .instant(now), .id(row.id("clinic_id") as ID<Clinic>),
                        .id(row.id("id") as ID<Campaign>),
                    ]
                ).rows
            }
        }
        return count
    }
}
