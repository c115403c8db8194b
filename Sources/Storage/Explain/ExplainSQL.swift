/// What an explanation reads: plain reads, without a lock and without a write.
enum ExplainSQL: String, CaseIterable {
    /// One row per enrollment of a patient in a campaign, ended ones included, newest first.
    case enrollments = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key, end_reason
        FROM enrollment WHERE clinic_id = ? AND campaign_id = ? AND patient_id = ? AND (? IS NULL OR appointment_id = ?)
        ORDER BY id DESC LIMIT ?
        """
    /// One row per send of a list of enrollments, oldest first.
    case sends = """
        SELECT STRAIGHT_JOIN s.id, s.enrollment_id, s.step_id, s.contact_id, s.contact_point_id, s.channel,
               s.schedule_version, s.visit_relation, s.is_opening, s.is_at_event, s.planned_at, s.due_at, s.next_at,
               s.held_seconds, s.refusals, s.retry_number, s.phase, s.failure, s.reason, s.sent_at, s.delivered_at,
               s.updated_at, s.arm, c.first_name, c.last_name
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = ? AND s.enrollment_id = ids.id
        LEFT JOIN contact c ON c.clinic_id = s.clinic_id AND c.id = s.contact_id
        ORDER BY s.id
        """
    /// One row per event of a type that happened to a patient, newest first.
    case events = """
        SELECT id, clinic_id, type, patient_id, appointment_id, treatment_id, invoice_id, occurred_at, received_at,
               is_bulk, has_own_time, lead_days, day, source_key, data, state
        FROM event
        WHERE clinic_id = ? AND patient_id = ? AND type = ? AND (? IS NULL OR appointment_id = ?)
        ORDER BY id DESC LIMIT ?
        """
    /// One row per time at which a campaign enrolls its audience, latest first.
    case occurrences = """
        SELECT id, due_at, state FROM occurrence WHERE clinic_id = ? AND campaign_id = ? ORDER BY due_at DESC LIMIT ?
        """
    /// One row per send of a list: the name of its campaign.
    case campaigns = """
        SELECT STRAIGHT_JOIN s.id, c.name FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (PRIMARY) ON s.id = ids.id AND s.clinic_id = ?
        JOIN campaign c FORCE INDEX (PRIMARY) ON c.clinic_id = s.clinic_id AND c.id = s.campaign_id
        """
}
