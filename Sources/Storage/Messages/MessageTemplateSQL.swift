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
    /// Takes the other languages over into a new version, whose author is one.
    case carryLanguages = """
        INSERT INTO message_template_version (clinic_id, template_id, number, language, subject, body, staff_id,
            created_at)
        SELECT clinic_id, template_id, number + 1, language, subject, body, ?, ?
        FROM message_template_version WHERE clinic_id = ? AND template_id = ? AND number = ? AND language <> ?
        """
    case update = """
        UPDATE message_template SET name = ?, number = number + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    /// One row per message template of the clinic, removed ones too: what ran once may name them.
    case names = "SELECT id, name FROM message_template WHERE clinic_id = ?"
    case remove = "UPDATE message_template SET removed_at = ?, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row per step of a campaign that is not over and names a template of a list, be it as a test's challenger.
    case uses = """
        SELECT u.template_id, c.id, c.name, c.status, c.is_marketing, u.step_id, u.step
        FROM (
            SELECT STRAIGHT_JOIN ids.id AS template_id, s.clinic_id, s.campaign_id, s.id AS step_id, s.name AS step
            FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
            JOIN step s FORCE INDEX (clinic_id_3) ON s.clinic_id = ? AND s.template_id = ids.id AND s.removed_at IS NULL
            UNION
            SELECT arm.template_id, s.clinic_id, s.campaign_id, s.id, s.name
            FROM step s
            JOIN JSON_TABLE(s.experiment, '$.challengers[*]' COLUMNS (template_id BIGINT PATH '$.template')) arm
            JOIN JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids ON ids.id = arm.template_id
            WHERE s.clinic_id = ? AND s.experiment IS NOT NULL AND s.removed_at IS NULL
        ) u
        JOIN campaign c ON c.clinic_id = u.clinic_id AND c.id = u.campaign_id
            AND c.status IN ('DRAFT', 'ACTIVE', 'PAUSED')
        ORDER BY c.name, c.id, u.step_id
        """
    /// One row per campaign that runs with a version of the template, whatever its draft says.
    case running = """
        SELECT c.id, c.name, v.number
        FROM campaign c
        JOIN revision r ON r.clinic_id = c.clinic_id AND r.campaign_id = c.id AND r.id = c.revision_id
        JOIN JSON_TABLE(r.document, '$.templateVersions[*]'
            COLUMNS (template_id BIGINT PATH '$.template', number INT PATH '$.number')) v
        WHERE c.clinic_id = ? AND c.status IN ('ACTIVE', 'PAUSED') AND v.template_id = ? ORDER BY c.name, c.id
        """
    /// One row per language of each version, newest first, with a print of its text that tells whether it changed.
    case history = """
        SELECT v.number, v.language, v.created_at, s.name AS staff, MD5(CONCAT(v.subject, '\\n', v.body)) AS print
        FROM message_template_version v LEFT JOIN staff s ON s.clinic_id = v.clinic_id AND s.id = v.staff_id
        WHERE v.clinic_id = ? AND v.template_id = ? AND v.number > ? ORDER BY v.number DESC, v.language
        """
    /// Takes an old version's texts over into a new one.
    case bringBack = """
        INSERT INTO message_template_version (clinic_id, template_id, number, language, subject, body, staff_id,
            created_at)
        SELECT clinic_id, template_id, ?, language, subject, body, ?, ?
        FROM message_template_version WHERE clinic_id = ? AND template_id = ? AND number = ?
        """
    case raise = "UPDATE message_template SET number = number + 1, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row per template of the page, by name, each in one language.
    case page = """
        SELECT t.id, t.name, t.channel, t.number, t.updated_at, v.language, v.subject, v.body,
               (SELECT GROUP_CONCAT(l.language ORDER BY l.language) FROM message_template_version l
                WHERE l.clinic_id = t.clinic_id AND l.template_id = t.id AND l.number = t.number) AS languages
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
