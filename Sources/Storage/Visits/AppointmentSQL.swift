enum AppointmentSQL: String, CaseIterable {
    /// One row: the appointment, locked.
    case lock = """
        SELECT a.id, a.external_id, a.patient_id, t.name AS type, a.starts_at, a.ends_at, a.provider, a.location,
               a.status, a.booked_at, a.confirmed_at, a.patient_confirmed_at, a.created_at, a.version, a.schedule_version
        FROM appointment a JOIN appointment_type t FORCE INDEX (PRIMARY) ON t.clinic_id = a.clinic_id AND t.id = a.type_id
        WHERE a.clinic_id = ? AND a.external_id = ? FOR UPDATE
        """
    /// One row: the patient of a neighbour's id.
    case patient = "SELECT id FROM patient WHERE clinic_id = ? AND external_id = ?"
    /// Makes the type, or finds it: the new id either way.
    case type = """
        INSERT INTO appointment_type (clinic_id, name) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
        """
    /// One row: the type.
    case findType = "SELECT id FROM appointment_type WHERE clinic_id = ? AND name = ?"
    case insert = """
        INSERT INTO appointment (clinic_id, external_id, patient_id, type_id, starts_at, ends_at, provider, location,
            status, booked_at, confirmed_at, version, emitted_start, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE appointment SET type_id = ?, starts_at = ?, ends_at = ?, provider = ?, location = ?, status = ?,
            booked_at = ?, confirmed_at = ?, patient_confirmed_at = ?, version = ?, schedule_version = ?,
            moved_at = COALESCE(?, moved_at), updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// Takes unsent sends that hang on the visit out of the queue; one that may have left has failed.
    case skipDependent = """
        UPDATE enrollment e JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
        SET s.phase = IF(s.wires > 0, 'FAILED', 'SKIPPED'), s.failure = IF(s.wires > 0, 'ambiguous', NULL), s.reason = ?,
            s.next_at = NULL, s.parked_at = NULL, s.updated_at = ?
        WHERE e.clinic_id = ? AND e.appointment_id = ? AND s.phase IN ('READY', 'PARKED')
            AND s.visit_relation <> 'none' AND (s.visit_relation <> 'after' OR ?)
        """
    /// One row per unsent send that hangs on the visit.
    case dependent = """
        SELECT s.id, s.campaign_id, s.step_id, s.wires
        FROM enrollment e JOIN send s FORCE INDEX (clinic_id) ON s.clinic_id = e.clinic_id AND s.enrollment_id = e.id
        WHERE e.clinic_id = ? AND e.appointment_id = ? AND s.phase IN ('READY', 'PARKED')
            AND s.visit_relation <> 'none' AND (s.visit_relation <> 'after' OR ?)
        FOR UPDATE
        """
    /// One row per visit whose change of start has stood long enough to be told, locked.
    case moved = """
        SELECT id, clinic_id, patient_id, starts_at, emitted_start, status, schedule_version, moved_at
        FROM appointment WHERE moved_at <= ? ORDER BY moved_at LIMIT ? FOR UPDATE SKIP LOCKED
        """
    case told = "UPDATE appointment SET emitted_start = starts_at, moved_at = NULL WHERE clinic_id = ? AND id = ?"
    /// One row per expected visit to come, after an id, for taking up.
    case toCome = """
        SELECT id, patient_id, booked_at, starts_at FROM appointment
        WHERE clinic_id = ? AND id > ? AND starts_at > ? AND status IN ('booked', 'confirmed') ORDER BY id LIMIT ?
        """
    /// One row: how many expected visits are to come.
    case countToCome = """
        SELECT COUNT(*) AS visits FROM appointment
        WHERE clinic_id = ? AND starts_at > ? AND status IN ('booked', 'confirmed')
        """
}
