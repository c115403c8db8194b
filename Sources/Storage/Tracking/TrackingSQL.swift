enum TrackingSQL: String, CaseIterable {
    /// Keeps one hit, if the send is there. Within seconds of sending, and while a send is still being settled, it is a
    /// machine that looks into the message on its way.
    case record = """
        INSERT INTO tracking_event (clinic_id, send_id, kind, link_id, is_machine, happened_at)
        SELECT s.clinic_id, s.id, ?, ?, ? OR s.sent_at IS NULL OR s.sent_at > ?, ?
        FROM send s WHERE s.id = ? AND s.clinic_id = ?
        """
    /// Keeps what a reader said by the press of a button: an opening, however soon.
    case recordReading = """
        INSERT INTO tracking_event (clinic_id, send_id, kind, is_machine, happened_at) VALUES (?, ?, 'open', FALSE, ?)
        """
    /// One row: the target of a stored link, if the send's campaign has it.
    case target = """
        SELECT l.url FROM send s JOIN tracked_link l ON l.clinic_id = s.clinic_id AND l.campaign_id = s.campaign_id
        WHERE s.id = ? AND s.clinic_id = ? AND l.id = ?
        """
    /// One row: the link of this address.
    case findLink = """
        SELECT id FROM tracked_link WHERE clinic_id = ? AND campaign_id = ? AND url_hash = UNHEX(SHA2(?, 256))
        """
    /// Makes the link, or finds it: its id either way.
    case addLink = """
        INSERT INTO tracked_link (clinic_id, campaign_id, url, url_hash, created_at)
        VALUES (?, ?, ?, UNHEX(SHA2(?, 256)), ?)
        ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)
        """
    /// One row per stored link of a campaign.
    case links = "SELECT id, url FROM tracked_link WHERE clinic_id = ? AND campaign_id = ?"
    /// One row per hit that no tick has counted, oldest first, locked; those another tick counts are left to it.
    case pending = """
        SELECT id, send_id, kind, is_machine, happened_at
        FROM tracking_event FORCE INDEX (tracking_pending) WHERE state = 'pending'
        ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
        """
    /// One row per send of a list, locked.
    case sends = """
        SELECT STRAIGHT_JOIN s.id, s.clinic_id, s.campaign_id, s.step_id, s.patient_id, s.opened_at, s.clicked_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids JOIN send s ON s.id = ids.id FOR UPDATE
        """
    /// Writes first openings and clicks; a time that stands stays.
    case mark = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', opened_at DATETIME(6) PATH '$[1]',
            clicked_at DATETIME(6) PATH '$[2]')) o
        STRAIGHT_JOIN send s ON s.id = o.id
        SET s.opened_at = COALESCE(s.opened_at, o.opened_at), s.clicked_at = COALESCE(s.clicked_at, o.clicked_at),
            s.updated_at = ?
        """
    case finish = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN tracking_event t ON t.id = ids.id
        SET t.state = 'counted'
        """
}
