enum PlanSQL: String, CaseIterable {
    /// One row per send of an enrollment, oldest first.
    case existing = """
        SELECT id, step_id, contact_point_id, channel, schedule_version, is_opening, retry_number, phase, failure,
               reason, planned_at
        FROM send WHERE clinic_id = ? AND enrollment_id = ? ORDER BY id
        """
    /// The same of many enrollments, whose ids stand beside.
    case existingOfMany = """
        SELECT STRAIGHT_JOIN s.id, s.enrollment_id, s.step_id, s.contact_point_id, s.channel, s.schedule_version,
               s.is_opening, s.retry_number, s.phase, s.failure, s.reason, s.planned_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = ? AND s.enrollment_id = ids.id
        """
    /// The rows of `existing`, locked against a claim until the transaction ends.
    case existingLocked = """
        SELECT id, step_id, contact_point_id, channel, schedule_version, is_opening, retry_number, phase, failure,
               reason, planned_at
        FROM send WHERE clinic_id = ? AND enrollment_id = ? ORDER BY id FOR UPDATE
        """
    /// One row per planned send; none for a key that stood before.
    case insert = """
        INSERT INTO send (clinic_id, campaign_id, revision_id, enrollment_id, patient_id, step_id, contact_id,
            contact_point_id, channel, lane, schedule_version, retry_number, retry_of, dedupe_key, phase, reason,
            visit_relation, is_opening, is_at_event, planned_at, due_at, next_at, arm, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
    case retime = """
        UPDATE send SET planned_at = ?, due_at = ?, schedule_version = ?, dedupe_key = ?, visit_relation = ?,
            is_opening = ?, is_at_event = ?, updated_at = ?, next_at = IF(phase = 'READY', ?, NULL)
        WHERE clinic_id = ? AND id = ? AND phase IN ('READY', 'PARKED')
        """
    /// One that may have left has failed.
    case skip = """
        UPDATE send SET phase = IF(wires > 0, 'FAILED', 'SKIPPED'), failure = IF(wires > 0, 'ambiguous', NULL),
            reason = ?, next_at = NULL, parked_at = NULL, updated_at = ?
        WHERE clinic_id = ? AND id = ? AND phase IN ('READY', 'PARKED')
        """
    /// Lets a row belong to the schedule that counts now; whoever holds a claim on one judges it by the old.
    case carry = "UPDATE send SET schedule_version = ? WHERE clinic_id = ? AND id = ? AND phase <> 'CLAIMED'"
    /// Lets what waits of an enrollment go by another revision.
    case adopt = """
        UPDATE send SET revision_id = ? WHERE clinic_id = ? AND enrollment_id = ? AND phase IN ('READY', 'PARKED')
        """
}
