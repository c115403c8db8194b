enum ReplaySQL: String, CaseIterable {
    /// Forgets the campaign's replay of before; whoever works on it finds it gone.
    case forget = "DELETE FROM replay WHERE clinic_id = ? AND campaign_id = ?"
    case insert = """
        INSERT INTO replay (clinic_id, campaign_id, terms, days, from_at, to_at, patients_total, tally, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// One row: the campaign's replay.
    case latest = """
        SELECT id, days, from_at, to_at, state, patients_done, patients_total, tally, created_at, ended_at
        FROM replay WHERE clinic_id = ? AND campaign_id = ?
        """
    /// One row: what the campaign's replay replays.
    case question = "SELECT terms, from_at, to_at FROM replay WHERE clinic_id = ? AND campaign_id = ?"
    /// One row per patient of a list.
    case names = """
        SELECT STRAIGHT_JOIN p.id, p.first_name, p.last_name
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN patient p FORCE INDEX (PRIMARY) ON p.clinic_id = ? AND p.id = ids.id
        """
    /// One row: the oldest replay that nobody works on, locked.
    case next = """
        SELECT id FROM replay FORCE INDEX (replay_running)
        WHERE state = 'running' AND (lease_until IS NULL OR lease_until < ?) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    /// One row: the replay, locked, unless somebody works on it.
    case lock =
        "SELECT id FROM replay WHERE id = ? AND state = 'running' AND (lease_until IS NULL OR lease_until < ?) FOR UPDATE"
    case lease = "UPDATE replay SET lease_until = ? WHERE id = ?"
    /// One row: all that goes on from here.
    case work = """
        SELECT clinic_id, campaign_id, terms, from_at, to_at, last_patient_id, tally FROM replay WHERE id = ?
        """
    /// Keeps a page's counts; nothing where the replay is gone, or another worker has come further.
    case save = """
        UPDATE replay SET state = ?, last_patient_id = ?, patients_done = patients_done + ?, tally = ?, lease_until = ?,
            ended_at = ?
        WHERE id = ? AND last_patient_id = ? AND state = 'running'
        """
    /// One row: the patients of the clinic.
    case countPatients = "SELECT COUNT(*) AS patients FROM patient WHERE clinic_id = ?"
    /// One row per event of a list of patients that came in before a time, in the order of their receipt.
    case history = """
        SELECT STRAIGHT_JOIN e.id, e.clinic_id, e.type, e.patient_id, e.appointment_id, e.treatment_id, e.invoice_id,
               e.occurred_at, e.received_at, e.is_bulk, e.has_own_time, e.lead_days, e.day, e.source_key, e.data
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN event e FORCE INDEX (clinic_id_3) ON e.clinic_id = ? AND e.patient_id = ids.id AND e.received_at < ?
        ORDER BY e.received_at, e.id
        """
    /// One row per part that one of the patients has in an experiment of the campaign, who was dealt first first.
    case parts = """
        SELECT STRAIGHT_JOIN a.patient_id, a.step_id, a.part
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN assignment a FORCE INDEX (clinic_id) ON a.clinic_id = ? AND a.campaign_id = ? AND a.patient_id = ids.id
        ORDER BY a.assigned_at, a.patient_id
        """
    /// One row per send of a list that is not of a campaign: what its replay counts against.
    case ofOthers = """
        SELECT STRAIGHT_JOIN s.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (PRIMARY) ON s.id = ids.id AND s.clinic_id = ? WHERE s.campaign_id <> ?
        """
}
