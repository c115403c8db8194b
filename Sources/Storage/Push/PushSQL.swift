enum PushSQL: String, CaseIterable {
    /// One row: the contact, locked.
    case lockContact = "SELECT id FROM contact WHERE clinic_id = ? AND id = ? FOR UPDATE"
    /// Keeps a browser, once; one that comes again has new keys.
    case keep = """
        INSERT INTO push_subscription (clinic_id, contact_id, endpoint, endpoint_hash, public_key, auth, created_at)
        VALUES (?, ?, ?, UNHEX(SHA2(?, 256)), ?, ?, ?)
        ON DUPLICATE KEY UPDATE public_key = VALUES(public_key), auth = VALUES(auth), created_at = VALUES(created_at)
        """
    /// One row per browser of a contact, the latest first.
    case ofContact = """
        SELECT id, endpoint, public_key, auth FROM push_subscription
        WHERE clinic_id = ? AND contact_id = ? ORDER BY COALESCE(used_at, created_at) DESC, id DESC
        """
    /// One row: the browser of this address.
    case byEndpoint = """
        SELECT id FROM push_subscription WHERE clinic_id = ? AND contact_id = ? AND endpoint_hash = UNHEX(SHA2(?, 256))
        """
    /// One row: whose browser it is.
    case owner = "SELECT clinic_id, contact_id FROM push_subscription WHERE id = ?"
    case remove = "DELETE FROM push_subscription WHERE clinic_id = ? AND contact_id = ? AND id = ?"
    case used = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids STRAIGHT_JOIN push_subscription s ON s.id = ids.id
        SET s.used_at = ?
        """
    /// One row per contact of a list with browsers that take push messages: how many.
    case counts = """
        SELECT STRAIGHT_JOIN s.contact_id, COUNT(*) AS n
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN push_subscription s ON s.clinic_id = ? AND s.contact_id = ids.id GROUP BY s.contact_id
        """
}
