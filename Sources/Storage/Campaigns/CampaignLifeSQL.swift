enum CampaignLifeSQL: String, CaseIterable {
    /// One row per ACTIVE campaign of the clinic, by name.
    case active = "SELECT id, name FROM campaign WHERE clinic_id = ? AND status = 'ACTIVE' ORDER BY name, id"
    /// One row per other campaign that reminds of booked visits, running or paused.
    case reminders = """
        SELECT id, name FROM campaign FORCE INDEX (campaign_trigger)
        WHERE clinic_id = ? AND trigger_event = 'APPOINTMENT_BOOKED' AND status IN ('ACTIVE', 'PAUSED')
            AND type = 'REMINDER' AND id <> ?
        ORDER BY name, id
        """
    case activate = """
        UPDATE campaign SET status = 'ACTIVE', activated_at = ?, revision_id = ?, least_revision_id = ?,
            published_version = version, take_up_after = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status = 'DRAFT'
        """
    /// New enrollments run the revision from now on; those inside keep theirs.
    case publish = """
        UPDATE campaign SET revision_id = ?, published_version = version, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status IN ('ACTIVE', 'PAUSED')
        """
    /// The draft is what runs.
    case settle = "UPDATE campaign SET published_version = version WHERE clinic_id = ? AND id = ?"
    /// One row when the campaign has begun at a time, or begins now.
    case hasFired = """
        SELECT 1 AS found FROM occurrence WHERE clinic_id = ? AND campaign_id = ? AND state IN ('firing', 'fired') LIMIT 1
        """
    case pause = """
        UPDATE campaign SET status = 'PAUSED', paused_at = ?, unpark_at = NULL, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status = 'ACTIVE'
        """
    case resume = """
        UPDATE campaign SET status = 'ACTIVE', paused_at = NULL, shift_until = NULL, unpark_at = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status = 'PAUSED'
        """
    /// A resume that shifts waits has been asked for; the campaign stays paused until all are shifted.
    case beginShift = """
        UPDATE campaign SET shift_until = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND status = 'PAUSED' AND shift_until IS NULL
        """
    /// One row per campaign that is being resumed with its waits shifted.
    case shifting = """
        SELECT id, clinic_id, paused_at, shift_until FROM campaign FORCE INDEX (shift_until)
        WHERE shift_until IS NOT NULL AND status = 'PAUSED' ORDER BY shift_until LIMIT ?
        """
    /// Occurrences that a pause let pass wait again.
    case regainOccurrences = """
        UPDATE occurrence SET state = 'waiting'
        WHERE clinic_id = ? AND campaign_id = ? AND state = 'missed' AND due_at >= ? AND last_patient_id = 0
        """
    /// Events that a pause let pass are looked at again; what they started already they start no second time.
    case regainEvents = """
        UPDATE event FORCE INDEX (event_recent) SET state = 'pending'
        WHERE clinic_id = ? AND type = ? AND received_at >= ? AND state = 'done'
        """
    /// Ends a campaign; one that ran is completed on the way, which stands first: MariaDB assigns from left to right.
    case end = """
        UPDATE campaign SET completed_at = IF(status IN ('ACTIVE', 'PAUSED'), ?, completed_at), status = ?,
            paused_at = NULL, shift_until = NULL, unpark_at = ?, take_up_after = NULL, archived_at = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// The turns to come; one that has begun goes on.
    case missWaiting = """
        UPDATE occurrence SET state = 'missed' WHERE clinic_id = ? AND campaign_id = ? AND state = 'waiting'
        """
    /// The rest of the one that has begun.
    case missFiring = """
        UPDATE occurrence SET state = 'missed' WHERE clinic_id = ? AND campaign_id = ? AND state = 'firing'
        """
    case missOccurrences = """
        UPDATE occurrence SET state = 'missed' WHERE clinic_id = ? AND campaign_id = ? AND state IN ('waiting', 'firing')
        """
    /// One row: how many sends wait, up to a limit.
    case waiting = """
        SELECT COUNT(*) AS waiting FROM (
            SELECT 1 FROM send FORCE INDEX (send_waiting)
            WHERE clinic_id = ? AND campaign_id = ? AND awaits_at IS NOT NULL LIMIT ?) w
        """
    /// One row: how many sends that wait fell due before a time, and how many of those since another.
    case missed = """
        SELECT COUNT(*) AS due, COUNT(IF(awaits_at >= ?, 1, NULL)) AS in_time FROM send FORCE INDEX (send_waiting)
        WHERE clinic_id = ? AND campaign_id = ? AND awaits_at <= ?
        """
}

/// How sends of a campaign are skipped in batches.
enum WaitingSendSQL: String, CaseIterable {
    /// One row per parked send that fell due, locked.
    case parkedDue = """
        SELECT id, step_id, planned_at, wires FROM send FORCE INDEX (send_claim)
        WHERE phase = 'PARKED' AND clinic_id = ? AND campaign_id = ? AND due_at <= ? LIMIT ? FOR UPDATE
        """
    /// One row per send of a channel and lane that fell due and that no tick has taken, locked.
    case readyDue = """
        SELECT id, step_id, planned_at, wires FROM send FORCE INDEX (send_claim)
        WHERE phase = 'READY' AND channel = ? AND lane = ? AND next_at <= ? AND clinic_id = ? AND campaign_id = ?
            AND due_at <= ?
        LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per waiting send of a campaign, earliest planned first, from a time on, locked.
    case all = """
        SELECT id, step_id, planned_at, wires FROM send FORCE INDEX (send_campaign)
        WHERE clinic_id = ? AND campaign_id = ? AND planned_at >= ? AND phase IN ('READY', 'PARKED')
        ORDER BY planned_at LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One that may have left has failed.
    case skip = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN send s ON s.id = ids.id
        SET s.phase = IF(s.wires > 0, 'FAILED', 'SKIPPED'), s.failure = IF(s.wires > 0, 'ambiguous', NULL), s.reason = ?,
            s.next_at = NULL, s.parked_at = NULL, s.updated_at = ?
        WHERE s.clinic_id = ? AND s.phase IN ('READY', 'PARKED')
        """
    /// One row per ended campaign of which sends may still wait.
    case endings = """
        SELECT id, clinic_id FROM campaign WHERE unpark_at IS NOT NULL AND status IN ('COMPLETED', 'ARCHIVED')
        ORDER BY unpark_at LIMIT ?
        """
    case endingDone = """
        UPDATE campaign SET unpark_at = NULL WHERE clinic_id = ? AND id = ? AND status IN ('COMPLETED', 'ARCHIVED')
        """
}
