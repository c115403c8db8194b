enum PreferenceSQL: String, CaseIterable {
    /// One row: to whom a send went, for which clinic, and at which address; only while that is still theirs.
    case person = """
        SELECT k.id, k.first_name, k.last_name, k.language, c.name AS clinic, c.postal_address, c.phone,
               c.language AS clinic_language
        FROM send s JOIN clinic c ON c.id = s.clinic_id
        JOIN contact k FORCE INDEX (PRIMARY) ON k.clinic_id = s.clinic_id AND k.id = s.contact_id
        WHERE s.id = ? AND s.clinic_id = ? AND EXISTS (
            SELECT 1 FROM contact_address a
            WHERE a.clinic_id = s.clinic_id AND a.contact_id = s.contact_id AND a.contact_point_id = s.contact_point_id)
        """
    /// One row per address of a contact.
    case addresses = """
        SELECT a.kind, p.id, p.address FROM contact_address a
        JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = a.clinic_id AND p.id = a.contact_point_id
        WHERE a.clinic_id = ? AND a.contact_id = ?
        """
    /// One row per recorded answer of a contact.
    case answers = """
        SELECT purpose, channel, granted, given_at, source FROM consent WHERE clinic_id = ? AND contact_id = ?
        """
    /// One row per kind and channel of what went to some addresses since a time.
    case received = """
        SELECT STRAIGHT_JOIN s.channel, s.lane, COUNT(*) AS amount
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN send s FORCE INDEX (send_point) ON s.clinic_id = ? AND s.contact_point_id = ids.id AND s.planned_at >= ?
        WHERE s.contact_id = ? AND s.phase IN ('SENT', 'DELIVERED') GROUP BY s.channel, s.lane
        """
    /// One row per contact with this address.
    case sharing = "SELECT contact_id AS id FROM contact_address WHERE clinic_id = ? AND contact_point_id = ?"
    /// Writes a person's own answer down.
    case record = """
        INSERT INTO consent (clinic_id, contact_id, purpose, channel, granted, given_at, source, how, wording, created_at)
        VALUES (?, ?, ?, ?, ?, ?, 'person', ?, ?, ?) ON DUPLICATE KEY UPDATE consent.id = consent.id
        """

    /// One row: how many codes an address was asked for since a time, and when the first of them was.
    case asked = """
        SELECT COUNT(*) AS asked, MIN(created_at) AS first FROM preference_code FORCE INDEX (preference_code_point)
        WHERE clinic_id = ? AND contact_point_id = ? AND created_at > ?
        """
    /// A code that is asked for anew ends those before it.
    case supersede = """
        UPDATE preference_code FORCE INDEX (preference_code_point) SET state = 'failed', ended_at = ?
        WHERE clinic_id = ? AND contact_point_id = ? AND contact_id = ? AND created_at > ? AND state <> 'used'
        """
    case ask = """
        INSERT INTO preference_code (clinic_id, contact_id, contact_point_id, channel, subjects, wording, language, nonce,
            created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// One row per code of a contact that may still be typed in.
    case pending = """
        SELECT id, contact_point_id, channel, subjects, wording, nonce, tries, created_at
        FROM preference_code FORCE INDEX (preference_code_contact)
        WHERE clinic_id = ? AND contact_id = ? AND created_at > ? AND tries < ?
            AND state IN ('waiting', 'leaving', 'sent', 'unknown')
        ORDER BY id
        """
    /// One row: such a code, locked.
    case lockPending = """
        SELECT id, contact_point_id, channel, subjects, wording, nonce, tries, created_at FROM preference_code
        WHERE clinic_id = ? AND contact_id = ? AND id = ? AND created_at > ? AND tries < ?
            AND state IN ('waiting', 'leaving', 'sent', 'unknown') FOR UPDATE
        """
    case missed = "UPDATE preference_code SET tries = tries + 1 WHERE id = ?"
    case use = "UPDATE preference_code SET state = 'used', ended_at = ? WHERE id = ?"

    /// One row per code that waits, first come first, locked for this transaction; none of a clinic that holds everything.
    case due = """
        SELECT id FROM preference_code FORCE INDEX (preference_code_state)
        WHERE state = 'waiting' AND channel = ? AND created_at > ?
            AND NOT EXISTS (SELECT 1 FROM clinic c WHERE c.id = clinic_id AND c.held_at IS NOT NULL)
        ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per code of a list: where it goes, in whose name.
    case letters = """
        SELECT STRAIGHT_JOIN t.id, t.channel, t.language, t.nonce, p.address, c.name AS clinic
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN preference_code t ON t.id = ids.id
        JOIN clinic c ON c.id = t.clinic_id AND c.held_at IS NULL
        JOIN contact_point p FORCE INDEX (PRIMARY) ON p.clinic_id = t.clinic_id AND p.id = t.contact_point_id
        ORDER BY t.id LOCK IN SHARE MODE
        """
    case leave = "UPDATE preference_code SET state = 'leaving', ended_at = ? WHERE id = ? AND state = 'waiting'"
    case settle = "UPDATE preference_code SET state = ?, ended_at = ? WHERE id = ? AND state = 'leaving'"
    /// What nothing took along is of no use any more.
    case lapse = "UPDATE preference_code SET state = 'failed', ended_at = ? WHERE state = 'waiting' AND created_at <= ?"
    /// Whoever handed it over died before the answer.
    case lose = "UPDATE preference_code SET state = 'unknown' WHERE state = 'leaving' AND ended_at < ?"
    case sweep = "DELETE FROM preference_code WHERE created_at < ? ORDER BY created_at LIMIT ?"
}
