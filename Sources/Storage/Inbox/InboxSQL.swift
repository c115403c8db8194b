enum InboxSQL: String, CaseIterable {
    /// Puts messages into their contacts' inboxes; what leaves once more stays where it stands, with its text as it is now.
    case keep = """
        INSERT INTO inbox_message (id, clinic_id, contact_id, language, content, arrived_at)
        SELECT m.id, ?, m.contact_id, m.language, m.content, ?
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', contact_id BIGINT PATH '$[1]',
            language VARCHAR(12) PATH '$[2]', content MEDIUMTEXT PATH '$[3]')) m
        ON DUPLICATE KEY UPDATE language = VALUES(language), content = VALUES(content)
        """
    /// One row: whose inbox it is, and which clinic writes to it.
    case owner = """
        SELECT c.first_name, COALESCE(c.language, k.language) AS language, k.name, k.postal_address, k.zone, k.region
        FROM contact c JOIN clinic k ON k.id = c.clinic_id WHERE c.clinic_id = ? AND c.id = ?
        """
    /// One row per message, the latest first, from a time and an id downwards.
    case page = """
        SELECT id, language, content, arrived_at, read_at FROM inbox_message FORCE INDEX (inbox_message_list)
        WHERE clinic_id = ? AND contact_id = ? AND arrived_at <= ? AND (arrived_at < ? OR id < ?)
        ORDER BY arrived_at DESC, id DESC LIMIT ?
        """
    /// One row: a message of this contact.
    case message = """
        SELECT id, language, content, arrived_at, read_at FROM inbox_message
        WHERE clinic_id = ? AND contact_id = ? AND id = ?
        """
    /// One row: how many messages wait to be read.
    case unread = """
        SELECT COUNT(*) AS n FROM inbox_message FORCE INDEX (inbox_message_unread)
        WHERE clinic_id = ? AND contact_id = ? AND read_at IS NULL
        """
    case read = """
        UPDATE inbox_message SET read_at = ? WHERE clinic_id = ? AND contact_id = ? AND id = ? AND read_at IS NULL
        """
    case keepLink = "INSERT INTO inbox_link (code_hash, clinic_id, contact_id, expires_at) VALUES (?, ?, ?, ?)"
    /// One row: whose inbox a code opens, and until when.
    case link = "SELECT clinic_id, contact_id, expires_at FROM inbox_link WHERE code_hash = ?"
    /// Forgets codes that ended before a time.
    case sweepLinks = "DELETE FROM inbox_link WHERE expires_at < ? ORDER BY expires_at LIMIT ?"
}
