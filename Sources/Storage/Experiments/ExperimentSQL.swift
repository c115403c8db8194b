enum ExperimentSQL: String, CaseIterable {
    /// One row per experiment that a campaign publishes; one that stands keeps its end and all else.
    case open = """
        INSERT INTO experiment (clinic_id, campaign_id, step_id, arms, goal, picks_winner, ends_at, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE step_id = step_id
        """
    /// One row per experiment that has ended, of the campaigns of a list, with the arm that goes on.
    case winners = """
        SELECT STRAIGHT_JOIN x.campaign_id, x.step_id, x.winner
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN experiment x FORCE INDEX (PRIMARY) ON x.clinic_id = ? AND x.campaign_id = ids.id
        WHERE x.winner IS NOT NULL
        """
    /// One row per experiment of a campaign, in the order of their making.
    case ofCampaign = """
        SELECT clinic_id, campaign_id, step_id, arms, goal, picks_winner, ends_at, state, last_patient_id, winner, counts
        FROM experiment WHERE clinic_id = ? AND campaign_id = ? ORDER BY step_id
        """
    /// One row: the experiment in this state whose end came first, locked; those another tick holds are left to it.
    case due = """
        SELECT clinic_id, campaign_id, step_id, arms, goal, picks_winner, ends_at, state, last_patient_id, winner, counts
        FROM experiment FORCE INDEX (experiment_due) WHERE state = ? AND ends_at <= ?
        ORDER BY ends_at LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    case conclude = """
        UPDATE experiment SET state = 'ended', winner = ?, counts = ?
        WHERE clinic_id = ? AND campaign_id = ? AND step_id = ? AND state = 'running'
        """
    case progress = """
        UPDATE experiment SET state = ?, last_patient_id = ? WHERE clinic_id = ? AND campaign_id = ? AND step_id = ?
        """
    /// One row per patient outside of an experiment, from an id on.
    case rest = """
        SELECT patient_id FROM assignment FORCE INDEX (assignment_part)
        WHERE clinic_id = ? AND campaign_id = ? AND step_id = ? AND part = 'REST' AND patient_id > ?
        ORDER BY patient_id LIMIT ?
        """
    /// One row per way that patients of a list are on, or came to the end of, with what it hangs on.
    case ways = """
        SELECT STRAIGHT_JOIN e.id, e.appointment_id, e.treatment_id, e.invoice_id
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN enrollment e FORCE INDEX (clinic_id_2) ON e.clinic_id = ? AND e.campaign_id = ? AND e.patient_id = ids.id
        WHERE e.status <> 'ended'
        """
    /// One row per arm of each experiment of a list, with the experiment's place from 1: the households that it reached
    /// before a time, and what they did until then. Who is held out counts from when the message would have left. The events
    /// are a patient's own: with stale statistics MariaDB reads the clinic's for each.
    case counts = """
        SELECT t.place, t.arm, COUNT(*) AS reached, SUM(t.opened) AS opened, SUM(t.succeeded) AS succeeded
        FROM (
            SELECT STRAIGHT_JOIN x.place, s.arm, a.household_id,
                MAX(COALESCE(s.opened_at < x.until, FALSE)) AS opened,
                MAX(IF(x.goal = 'clicks', COALESCE(s.clicked_at < x.until, FALSE), EXISTS (
                    SELECT 1 FROM event v FORCE INDEX (clinic_id_3)
                    WHERE v.clinic_id = s.clinic_id AND v.patient_id = s.patient_id AND v.type = x.event
                        AND v.occurred_at >= COALESCE(s.sent_at, s.planned_at) AND v.occurred_at < x.until
                        AND (x.goal <> 'confirmations' OR e.appointment_id IS NULL
                            OR v.appointment_id = e.appointment_id)))) AS succeeded
            FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, campaign BIGINT PATH '$[0]',
                step BIGINT PATH '$[1]', goal VARCHAR(20) PATH '$[2]', event VARCHAR(64) PATH '$[3]',
                until DATETIME(6) PATH '$[4]')) x
            JOIN assignment a FORCE INDEX (PRIMARY)
                ON a.clinic_id = ? AND a.campaign_id = x.campaign AND a.step_id = x.step
            JOIN send s FORCE INDEX (send_patient) ON s.clinic_id = a.clinic_id AND s.patient_id = a.patient_id
            JOIN enrollment e ON e.id = s.enrollment_id
            WHERE a.part <> 'REST'
                AND s.campaign_id = a.campaign_id AND s.step_id = a.step_id AND s.arm IS NOT NULL
                AND ((s.phase IN ('SENT', 'DELIVERED') AND s.sent_at < x.until)
                    OR (s.phase = 'SKIPPED' AND s.reason = 'HOLDOUT' AND s.updated_at < x.until))
            GROUP BY x.place, s.arm, a.household_id
        ) t
        GROUP BY t.place, t.arm
        """
}
