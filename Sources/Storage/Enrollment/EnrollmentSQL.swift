enum EnrollmentSQL: String, CaseIterable {
    /// One row per new enrollment; none for one that stood before.
    case insert = """
        INSERT INTO enrollment (clinic_id, campaign_id, revision_id, patient_id, anchor_key, round, appointment_id,
            treatment_id, invoice_id, event_id, trigger_event, emitted_start, started_at, opens_at, received_at,
            is_taken_up, reached_at, follows_visits, due_at, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE id = id
        """
    /// One row: the last time that the same key was enrolled.
    case lastRound = """
        SELECT round, started_at FROM enrollment
        WHERE clinic_id = ? AND campaign_id = ? AND patient_id = ? AND anchor_key = ? ORDER BY round DESC LIMIT 1
        LOCK IN SHARE MODE
        """
    /// One row for a patient whom the campaign had not reached before.
    case addRecipient = """
        INSERT INTO campaign_recipient (clinic_id, campaign_id, patient_id) VALUES (?, ?, ?)
        ON DUPLICATE KEY UPDATE patient_id = patient_id
        """
    /// One row per enrollment whose time has come, oldest first.
    case due = """
        SELECT id, patient_id, appointment_id, treatment_id, invoice_id
        FROM enrollment FORCE INDEX (enrollment_due)
        WHERE status = 'running' AND due_at <= ? AND errors < 5
        ORDER BY due_at, id LIMIT ?
        """
    /// One row per enrollment of a list whose time has come still, locked; those another tick holds are left to it.
    case lockDue = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        WHERE e.status = 'running' AND e.due_at <= ? ORDER BY e.id FOR UPDATE SKIP LOCKED
        """
    /// One row per enrollment of a list that was not ended, locked.
    case lock = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        WHERE e.status <> 'ended' ORDER BY e.id FOR UPDATE
        """
    /// One row per enrollment that hangs on one appointment, locked.
    case ofAppointment = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment FORCE INDEX (clinic_id_4)
        WHERE clinic_id = ? AND appointment_id = ? AND status <> 'ended' ORDER BY id FOR UPDATE
        """
    /// One row per enrollment that hangs on one treatment, locked.
    case ofTreatment = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment FORCE INDEX (clinic_id_6)
        WHERE clinic_id = ? AND treatment_id = ? AND status <> 'ended' ORDER BY id FOR UPDATE
        """
    /// One row per enrollment that hangs on one invoice, locked.
    case ofInvoice = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment FORCE INDEX (clinic_id_7)
        WHERE clinic_id = ? AND invoice_id = ? AND status <> 'ended' ORDER BY id FOR UPDATE
        """
    /// One row per living enrollment of one patient, locked.
    case ofPatient = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment WHERE clinic_id = ? AND patient_id = ? AND status = 'running' ORDER BY id FOR UPDATE
        """
    /// One row per living enrollment of one patient that waits for a first or next visit, locked.
    case followingVisits = """
        SELECT id, clinic_id, campaign_id, revision_id, patient_id, appointment_id, treatment_id, invoice_id, event_id,
               trigger_event, emitted_start, started_at, opens_at, opening_version, reopened_at, received_at,
               is_taken_up, schedule_version, decisions, pauses, status, errors, anchor_key
        FROM enrollment WHERE clinic_id = ? AND patient_id = ? AND status = 'running' AND follows_visits
        ORDER BY id FOR UPDATE
        """
    /// One row per enrollment of a list.
    case byID = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        """
    /// One row per enrollment of a list that is about a visit, a treatment or an invoice: which.
    case anchors = """
        SELECT STRAIGHT_JOIN e.appointment_id, e.treatment_id, e.invoice_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        WHERE e.appointment_id IS NOT NULL OR e.treatment_id IS NOT NULL OR e.invoice_id IS NOT NULL
        """
    /// The rows of `byID`, locked against a change until the transaction ends.
    case shared = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        LOCK IN SHARE MODE
        """
    case update = """
        UPDATE enrollment SET revision_id = ?, follows_visits = ?, awaited_event = ?, opens_at = ?, opening_version = ?, reopened_at = ?,
            schedule_version = ?, decisions = ?, status = ?, step_id = ?, reached_at = ?, due_at = ?, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// One row per living enrollment of a campaign on a revision before another, from a place in that order on.
    case behind = """
        SELECT id, patient_id, appointment_id, treatment_id, invoice_id, revision_id
        FROM enrollment FORCE INDEX (enrollment_behind)
        WHERE clinic_id = ? AND campaign_id = ? AND status = 'running' AND revision_id < ?
            AND revision_id >= ? AND (revision_id > ? OR id > ?)
        ORDER BY revision_id, id LIMIT ?
        """
    /// One row per enrollment of a list that lives and is on a revision before another, locked; those another tick
    /// holds are left to it.
    case lockBehind = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        WHERE e.status = 'running' AND e.revision_id < ? ORDER BY e.id FOR UPDATE SKIP LOCKED
        """
    /// Lets a tick look again later.
    case postpone = "UPDATE enrollment SET due_at = ?, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row per living enrollment of a campaign that a pause has not shifted, from a place on.
    case shiftable = """
        SELECT id, patient_id, appointment_id, treatment_id, invoice_id, revision_id
        FROM enrollment FORCE INDEX (enrollment_behind)
        WHERE clinic_id = ? AND campaign_id = ? AND status = 'running' AND revision_id >= ?
            AND (revision_id > ? OR id > ?) AND (shifted_from IS NULL OR shifted_from < ?)
        ORDER BY revision_id, id LIMIT ?
        """
    /// One row per enrollment that came through in a pause, of which messages wait, and that is not shifted.
    case shiftableThrough = """
        SELECT STRAIGHT_JOIN DISTINCT e.id, e.patient_id, e.appointment_id, e.treatment_id, e.invoice_id, e.revision_id
        FROM send s FORCE INDEX (send_campaign)
        JOIN enrollment e ON e.clinic_id = s.clinic_id AND e.id = s.enrollment_id
        WHERE s.clinic_id = ? AND s.campaign_id = ? AND s.planned_at >= ? AND s.phase IN ('READY', 'PARKED')
            AND e.status = 'finished' AND (e.shifted_from IS NULL OR e.shifted_from < ?)
        LIMIT ?
        """
    /// One row per enrollment of a list that is not shifted yet, locked; those another holds are left to it.
    case lockShiftable = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.campaign_id, e.revision_id, e.patient_id, e.appointment_id,
               e.treatment_id, e.invoice_id, e.event_id, e.trigger_event, e.emitted_start, e.started_at, e.opens_at,
               e.opening_version, e.reopened_at, e.received_at, e.is_taken_up, e.schedule_version, e.decisions, e.pauses,
               e.status, e.errors, e.anchor_key
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN enrollment e ON e.id = ids.id
        WHERE e.status <> 'ended' AND (e.shifted_from IS NULL OR e.shifted_from < ?)
        ORDER BY e.id FOR UPDATE SKIP LOCKED
        """
    case keepPauses = "UPDATE enrollment SET pauses = ?, shifted_from = ? WHERE clinic_id = ? AND id = ?"
    case noteError = "UPDATE enrollment SET errors = errors + 1, updated_at = ? WHERE id = ?"
    case endAll = """
        UPDATE enrollment SET status = 'ended', end_reason = ?, due_at = NULL, updated_at = ?
        WHERE clinic_id = ? AND campaign_id = ? AND status = 'running'
        """
    /// One row: how many of a campaign's enrollments are alive.
    case countRunning = """
        SELECT COUNT(*) AS running FROM enrollment FORCE INDEX (enrollment_behind)
        WHERE clinic_id = ? AND campaign_id = ? AND status = 'running'
        """
}
