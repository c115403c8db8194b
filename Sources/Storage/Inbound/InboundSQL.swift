enum InboundSQL: String, CaseIterable {
    /// One row per clinic that knows the number, the one that wrote to it last first.
    case homes = """
        SELECT STRAIGHT_JOIN c.id AS clinic_id, c.language, p.id AS point_id, (
            SELECT MAX(s.sent_at) FROM send s FORCE INDEX (send_point)
            WHERE s.clinic_id = p.clinic_id AND s.contact_point_id = p.id AND s.channel = 'SMS') AS wrote_at
        FROM clinic c JOIN contact_point p ON p.clinic_id = c.id AND p.kind = 'phone' AND p.address = ?
        ORDER BY wrote_at DESC, c.id
        """
    /// One row per clinic, two at most.
    case clinics = "SELECT id, language FROM clinic ORDER BY id LIMIT 2"
    /// One row per language in which the clinic writes to people of the number, where it is not the clinic's own.
    case languages = """
        SELECT DISTINCT c.language FROM contact_address a
        JOIN contact c ON c.clinic_id = a.clinic_id AND c.id = a.contact_id
        WHERE a.clinic_id = ? AND a.contact_point_id = ? AND c.language IS NOT NULL ORDER BY c.language
        """
    /// Keeps a message, once.
    case insert = """
        INSERT INTO inbound_message (clinic_id, provider, provider_key, contact_point_id, text, means, is_bare, state,
            received_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id
        """
    /// One row per send that nobody has claimed to a number, locked.
    case waiting = """
        SELECT id, campaign_id, step_id, wires FROM send FORCE INDEX (send_point)
        WHERE clinic_id = ? AND contact_point_id = ? AND channel = 'SMS' AND phase IN ('READY', 'PARKED') FOR UPDATE
        """
    /// Takes those out of the queue; one that may have left has failed.
    case skip = """
        UPDATE send FORCE INDEX (send_point)
        SET phase = IF(wires > 0, 'FAILED', 'SKIPPED'), failure = IF(wires > 0, 'ambiguous', NULL), reason = ?,
            next_at = NULL, parked_at = NULL, updated_at = ?
        WHERE clinic_id = ? AND contact_point_id = ? AND channel = 'SMS' AND phase IN ('READY', 'PARKED')
        """
    /// One row per patient who has the number, or for whom somebody has.
    case patients = """
        SELECT p.id AS patient_id FROM contact_address c
        JOIN patient p FORCE INDEX (clinic_id_5) ON p.clinic_id = c.clinic_id AND p.contact_id = c.contact_id
        WHERE c.clinic_id = ? AND c.contact_point_id = ?
        UNION
        SELECT pc.patient_id FROM contact_address c
        JOIN patient_contact pc FORCE INDEX (clinic_id) ON pc.clinic_id = c.clinic_id AND pc.contact_id = c.contact_id
        WHERE c.clinic_id = ? AND c.contact_point_id = ?
        """
    /// One row: the next message on which nobody has acted, locked; one that another tick holds is left to it.
    case pending = """
        SELECT id, clinic_id, contact_point_id, text, means, is_bare, received_at
        FROM inbound_message FORCE INDEX (inbound_message_pending)
        WHERE state = 'pending' AND id > ? ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    /// One row per visit of which the number was reminded by text message until a time.
    case reminded = """
        SELECT STRAIGHT_JOIN a.id, a.starts_at, a.status, MAX(s.sent_at) AS reminded_at, MAX(e.reopened_at) AS changed_at
        FROM send s FORCE INDEX (send_point)
        JOIN enrollment e ON e.id = s.enrollment_id AND e.clinic_id = s.clinic_id
        JOIN appointment a FORCE INDEX (PRIMARY) ON a.clinic_id = e.clinic_id AND a.id = e.appointment_id
        WHERE s.clinic_id = ? AND s.contact_point_id = ? AND s.planned_at >= ? AND s.channel = 'SMS' AND s.lane = 0
            AND s.sent_at <= ?
        GROUP BY a.id, a.starts_at, a.status
        """
    case settle = """
        UPDATE inbound_message SET state = ?, appointment_id = ? WHERE clinic_id = ? AND id = ? AND state = 'pending'
        """
}
