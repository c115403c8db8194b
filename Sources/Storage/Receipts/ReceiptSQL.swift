enum ReceiptSQL: String, CaseIterable {
    /// Keeps a receipt, once.
    case keep = """
        INSERT INTO receipt (clinic_id, send_id, wire, provider, key_hash, kind, code, reference, occurred_at, received_at)
        VALUES (?, ?, ?, ?, UNHEX(SHA2(?, 256)), ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id
        """
    /// One row per receipt that no tick has joined, oldest first, locked; those another tick joins are left to it.
    case pending = """
        SELECT id, clinic_id, send_id, wire, kind, occurred_at FROM receipt FORCE INDEX (receipt_pending)
        WHERE state = 'pending' AND id > ? ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per send of a list: where it went, and to whom.
    case points = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.contact_point_id, s.contact_id, s.channel
        FROM JSON_TABLE(?, '$[*]' COLUMNS (clinic_id BIGINT PATH '$[0]', id BIGINT PATH '$[1]')) ids
        JOIN send s ON s.id = ids.id AND s.clinic_id = ids.clinic_id
        """
    /// One row per send of a list, by id, locked.
    case sends = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.step_id, s.channel, s.phase, s.failure, s.wires,
               s.planned_at, s.sent_at, s.delivered_at, s.updated_at,
               (SELECT MIN(a.wired_at) FROM send_attempt a WHERE a.send_id = s.id) AS first_wired_at,
               (SELECT MAX(a.wired_at) FROM send_attempt a WHERE a.send_id = s.id) AS last_wired_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (clinic_id BIGINT PATH '$[0]', id BIGINT PATH '$[1]')) ids
        JOIN send s ON s.id = ids.id AND s.clinic_id = ids.clinic_id ORDER BY s.id FOR UPDATE
        """
    /// Moves sends to where their receipts put them.
    case move = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', was VARCHAR(10) PATH '$[1]',
            phase VARCHAR(10) PATH '$[2]', failure VARCHAR(10) PATH '$[3]', next_at DATETIME(6) PATH '$[4]',
            sent_at DATETIME(6) PATH '$[5]', delivered_at DATETIME(6) PATH '$[6]')) o
        STRAIGHT_JOIN send s ON s.id = o.id
        SET s.phase = o.phase, s.failure = o.failure, s.reason = NULL, s.next_at = o.next_at, s.sent_at = o.sent_at,
            s.delivered_at = o.delivered_at, s.parked_at = NULL, s.claim_token = NULL, s.lease_until = NULL,
            s.updated_at = ?
        WHERE s.phase = o.was
        """
    case finish = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', state VARCHAR(10) PATH '$[1]')) o
        STRAIGHT_JOIN receipt r ON r.id = o.id
        SET r.state = o.state
        """
    case sweep = "DELETE FROM receipt WHERE received_at < ? AND state <> 'pending' ORDER BY received_at LIMIT ?"
}
