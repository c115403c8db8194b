enum DailySQL: String, CaseIterable {
    /// One row per running campaign that a daily event starts.
    case campaigns = """
        SELECT id, clinic_id, revision_id, status, activated_at FROM campaign FORCE INDEX (campaign_daily)
        WHERE trigger_event IN ('BIRTHDAY', 'PAYMENT_DUE', 'RECALL_DUE', 'RETAINER_REORDER_DUE')
            AND status IN ('ACTIVE', 'PAUSED') AND trigger_type = 'EVENT'
        ORDER BY clinic_id, id
        """
    /// One row per patient with a birthday of this month and day, whose event of this key has not been told.
    case birthdays = """
        SELECT p.id AS patient_id, NULL AS treatment_id, NULL AS invoice_id
        FROM patient p FORCE INDEX (patient_birthday)
        WHERE p.clinic_id = ? AND p.birthday = ? AND p.birth_date < ? AND p.status = 'active'
            AND NOT EXISTS (SELECT 1 FROM event e WHERE e.clinic_id = p.clinic_id AND e.source_key = CONCAT(?, p.id))
        ORDER BY p.id LIMIT ?
        """
    /// One row per open invoice that is due on this day, whose event of this key has not been told.
    case dueInvoices = """
        SELECT i.patient_id, NULL AS treatment_id, i.id AS invoice_id
        FROM invoice i FORCE INDEX (invoice_due) JOIN patient p ON p.clinic_id = i.clinic_id AND p.id = i.patient_id
        WHERE i.clinic_id = ? AND i.due_on = ? AND i.status = 'open' AND i.paid_cents < i.amount_cents
            AND p.status = 'active'
            AND NOT EXISTS (SELECT 1 FROM event e WHERE e.clinic_id = i.clinic_id AND e.source_key = CONCAT(?, i.id))
        ORDER BY i.id LIMIT ?
        """
    /// One row per patient whose last completed visit began in this span, with no visit booked after a time, whose event
    /// of this key has not been told.
    case recalls = """
        SELECT STRAIGHT_JOIN a.patient_id, NULL AS treatment_id, NULL AS invoice_id
        FROM appointment a FORCE INDEX (clinic_id_4)
        JOIN patient p ON p.clinic_id = a.clinic_id AND p.id = a.patient_id
        WHERE a.clinic_id = ? AND a.starts_at >= ? AND a.starts_at < ? AND a.status = 'completed'
            AND p.status = 'active'
            AND NOT EXISTS (SELECT 1 FROM appointment l WHERE l.clinic_id = a.clinic_id
                AND l.patient_id = a.patient_id AND l.status = 'completed'
                AND (l.starts_at > a.starts_at OR (l.starts_at = a.starts_at AND l.id > a.id)))
            AND NOT EXISTS (SELECT 1 FROM appointment b WHERE b.clinic_id = a.clinic_id
                AND b.patient_id = a.patient_id AND b.starts_at > ? AND b.status IN ('booked', 'confirmed'))
            AND NOT EXISTS (SELECT 1 FROM event e
                WHERE e.clinic_id = a.clinic_id AND e.source_key = CONCAT(?, a.patient_id))
        ORDER BY a.starts_at LIMIT ?
        """
    /// One row per retainer that was started in this span, whose event of this key has not been told.
    case retainers = """
        SELECT STRAIGHT_JOIN t.patient_id, t.id AS treatment_id, NULL AS invoice_id
        FROM treatment t FORCE INDEX (treatment_started)
        JOIN patient p ON p.clinic_id = t.clinic_id AND p.id = t.patient_id
        WHERE t.clinic_id = ? AND t.type = 'retainer' AND t.started_at >= ? AND t.started_at < ?
            AND t.status <> 'stopped' AND p.status = 'active'
            AND NOT EXISTS (SELECT 1 FROM event e WHERE e.clinic_id = t.clinic_id AND e.source_key = CONCAT(?, t.id))
        ORDER BY t.started_at LIMIT ?
        """
}
