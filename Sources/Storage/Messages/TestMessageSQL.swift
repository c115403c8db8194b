enum TestMessageSQL: String, CaseIterable {
    /// One row: the member of staff, locked: whoever asks twice at once is counted twice.
    case lockStaff = "SELECT id FROM staff WHERE clinic_id = ? AND id = ? AND removed_at IS NULL FOR UPDATE"
    /// One row: how many tests somebody asked for since a time, and the first of them.
    case recent = """
        SELECT COUNT(*) AS asked, MIN(created_at) AS first FROM test_message FORCE INDEX (test_message_staff)
        WHERE clinic_id = ? AND staff_id = ? AND created_at > ?
        """
    /// One row when the very same test still waits.
    case same = """
        SELECT id FROM test_message FORCE INDEX (test_message_staff)
        WHERE clinic_id = ? AND staff_id = ? AND created_at > ? AND state = 'waiting' AND channel = ? AND address = ?
            AND message = ? COLLATE utf8mb4_bin
        LIMIT 1
        """
    /// One row when nothing may be sent to an address, whoever it belongs to.
    case stopped = """
        SELECT s.id FROM contact_point p JOIN suppression s ON s.clinic_id = p.clinic_id AND s.contact_point_id = p.id
        WHERE p.clinic_id = ? AND p.kind = ? AND p.address = ? AND s.scope = 'all' AND s.lifted_at IS NULL LIMIT 1
        """
    case ask = """
        INSERT INTO test_message
            (clinic_id, staff_id, template_id, channel, address, language, message, typed, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// What was typed for a test that still waits, typed anew.
    case retype = "UPDATE test_message SET typed = ? WHERE clinic_id = ? AND id = ?"
    /// One row: what was typed for a test of the staff's own, about this template; about a new one where that is NULL.
    case typed = """
        SELECT typed FROM test_message
        WHERE clinic_id = ? AND staff_id = ? AND id = ? AND template_id <=> ? AND typed IS NOT NULL
        """
    /// One row: a test of the staff's own.
    case own = """
        SELECT id, template_id, address, language, message, state, failure, code, created_at, ended_at FROM test_message
        WHERE clinic_id = ? AND staff_id = ? AND id = ?
        """
    /// One row: somebody's latest test of a text; of a provider where the text is NULL.
    case latest = """
        SELECT id, template_id, address, language, message, state, failure, code, created_at, ended_at
        FROM test_message FORCE INDEX (test_message_staff)
        WHERE clinic_id = ? AND staff_id = ? AND created_at > ? AND template_id <=> ? AND channel = ?
        ORDER BY created_at DESC, id DESC LIMIT 1
        """

    /// One row per test that waits, first come first, locked for this transaction.
    case due = """
        SELECT t.id, t.template_id, t.address, t.language, t.message, t.state, t.failure, t.code, t.created_at,
               t.ended_at
        FROM test_message t FORCE INDEX (test_message_state)
        WHERE t.state = 'waiting' AND t.channel = ? AND t.created_at > ?
            AND NOT EXISTS (SELECT 1 FROM clinic c WHERE c.id = t.clinic_id AND c.held_at IS NOT NULL)
        ORDER BY t.id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per test of a list: its clinic, which may not be held before this transaction ends, and whose it is.
    case senders = """
        SELECT STRAIGHT_JOIN t.id, c.name AS clinic, s.name AS staff
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN test_message t ON t.id = ids.id
        JOIN clinic c ON c.id = t.clinic_id AND c.held_at IS NULL
        JOIN staff s ON s.clinic_id = t.clinic_id AND s.id = t.staff_id AND s.removed_at IS NULL
        LOCK IN SHARE MODE
        """
    case leave = "UPDATE test_message SET state = 'leaving', ended_at = ? WHERE id = ? AND state = 'waiting'"
    case settle = """
        UPDATE test_message SET state = ?, failure = ?, code = ?, ended_at = ? WHERE id = ? AND state = 'leaving'
        """
    /// What nothing took along is of no use any more.
    case lapse = """
        UPDATE test_message SET state = 'failed', failure = 'late', ended_at = ?
        WHERE state = 'waiting' AND created_at <= ?
        """
    /// Whoever handed it over died before the answer.
    case lose = "UPDATE test_message SET state = 'unknown' WHERE state = 'leaving' AND ended_at < ?"
    case sweep = "DELETE FROM test_message WHERE created_at < ? ORDER BY created_at LIMIT ?"
}
