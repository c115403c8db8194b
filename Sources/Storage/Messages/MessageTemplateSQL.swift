enum MessageTemplateSQL: String, CaseIterable {
    /// One row per language of the newest version.
    case newest = """
        SELECT t.id, t.name, t.channel, v.number, v.language, v.subject, v.body
        FROM message_template t
        JOIN message_template_version v
            ON v.clinic_id = t.clinic_id AND v.template_id = t.id AND v.number = t.number
        WHERE t.clinic_id = ? AND t.id = ? AND t.removed_at IS NULL ORDER BY v.language
        """
    /// One row per language of each newest version of the clinic's templates.
    case allNewest = """
        SELECT t.id, t.name, t.channel, v.number, v.language, v.subject, v.body
        FROM message_template t
        JOIN message_template_version v
            ON v.clinic_id = t.clinic_id AND v.template_id = t.id AND v.number = t.number
        WHERE t.clinic_id = ? AND t.removed_at IS NULL ORDER BY t.name, t.id, v.language
        """
    /// One row per language of each version of a list; removed templates too.
    case versions = """
        SELECT STRAIGHT_JOIN t.id, t.name, t.channel, v.number, v.language, v.subject, v.body
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', number INT PATH '$[1]')) ids
        JOIN message_template t ON t.clinic_id = ? AND t.id = ids.id
        JOIN message_template_version v
            ON v.clinic_id = t.clinic_id AND v.template_id = t.id AND v.number = ids.number
        ORDER BY t.id, v.number, v.language
        """
    /// One row per template of a list: its newest version.
    case numbers = """
        SELECT STRAIGHT_JOIN t.id, t.number FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN message_template t ON t.clinic_id = ? AND t.id = ids.id AND t.removed_at IS NULL ORDER BY t.id
        """
    /// One row: the template, locked for this transaction.
    case lock = """
        SELECT id, number, updated_at FROM message_template
        WHERE clinic_id = ? AND id = ? AND removed_at IS NULL FOR UPDATE
        """
    case insert = """
        INSERT INTO message_template (clinic_id, name, channel, number, created_at, updated_at)
        VALUES (?, ?, ?, 1, ?, ?)
        """
    case insertVersion = """
        INSERT INTO message_template_version (clinic_id, template_id, number, language, subject, body, staff_id,
            created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// Takes the other languages over into a new version.
    case carryLanguages = """
        INSERT INTO message_template_version (clinic_id, template_id, number, language, subject, body, staff_id,
            created_at)
        SELECT clinic_id, template_id, number + 1, language, subject, body, staff_id, ?
        FROM message_template_version WHERE clinic_id = ? AND template_id = ? AND number = ? AND language <> ?
        """
    case update = """
        UPDATE message_template SET name = ?, number = number + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    case remove = "UPDATE message_template SET removed_at = ?, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row per campaign that is not over and names a template of a list.
    case uses = """
        SELECT STRAIGHT_JOIN DISTINCT s.template_id, c.id, c.name, c.status
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        JOIN step s ON s.clinic_id = ? AND s.template_id = ids.id AND s.removed_at IS NULL
        JOIN campaign c ON c.clinic_id = s.clinic_id AND c.id = s.campaign_id
            AND c.status IN ('DRAFT', 'ACTIVE', 'PAUSED')
        ORDER BY c.name, c.id
        """
    /// One row per template of the page, by name, each in one language.
    case page = """
        SELECT t.id, t.name, t.channel, t.number, t.updated_at, v.language, v.subject, v.body
        FROM message_template t
        JOIN message_template_version v ON v.clinic_id = t.clinic_id AND v.template_id = t.id AND v.number = t.number
            AND v.language = (SELECT MIN(w.language) FROM message_template_version w
                WHERE w.clinic_id = t.clinic_id AND w.template_id = t.id AND w.number = t.number)
        WHERE t.clinic_id = ? AND t.removed_at IS NULL AND (? IS NULL OR t.channel = ?) AND (? IS NULL OR t.name LIKE ?)
        ORDER BY t.name, t.id LIMIT ? OFFSET ?
        """
    /// One row: how many templates fit, and how many there are.
    case counts = """
        SELECT COUNT(*) AS total,
               COUNT(IF((? IS NULL OR channel = ?) AND (? IS NULL OR name LIKE ?), 1, NULL)) AS matching
        FROM message_template WHERE clinic_id = ? AND removed_at IS NULL
        """
}
