enum StepSQL: String, CaseIterable {
    /// One row per step of a draft, lane by lane, in order.
    case draft = """
        SELECT id, parent_id, lane, position, name, type, channel, template_id, only_until_confirmed,
               experiment, wait_until, if_past, rule, branches, exits, version, updated_at
        FROM step WHERE clinic_id = ? AND campaign_id = ? AND removed_at IS NULL ORDER BY parent_id, lane, position, id
        """
    /// One row: a step that was taken out of the draft, as it was.
    case removed = """
        SELECT id, parent_id, lane, position, name, type, channel, template_id, only_until_confirmed,
               experiment, wait_until, if_past, rule, branches, exits, version, updated_at, removed_at
        FROM step WHERE clinic_id = ? AND campaign_id = ? AND id = ? AND removed_at IS NOT NULL
        """
    /// One row per step that the campaign ever had, with its name.
    case everName = "SELECT id, name, type, channel FROM step WHERE clinic_id = ? AND campaign_id = ?"
    case insert = """
        INSERT INTO step (clinic_id, campaign_id, parent_id, lane, position, name, type, channel, template_id,
            only_until_confirmed, experiment, wait_minutes, wait_until, if_past, rule, branches, exits, created_at,
            updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE step SET name = ?, type = ?, channel = ?, template_id = ?, only_until_confirmed = ?, experiment = ?,
            wait_minutes = ?, wait_until = ?, if_past = ?, rule = ?, branches = ?, exits = ?, version = version + 1,
            updated_at = ?
        WHERE clinic_id = ? AND campaign_id = ? AND id = ?
        """
    /// Puts a step back to where it was.
    case restore = """
        UPDATE step SET parent_id = ?, lane = ?, position = ?, removed_at = NULL
        WHERE clinic_id = ? AND campaign_id = ? AND id = ?
        """
    /// Gives the steps of one lane the positions of a list.
    case arrange = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (position FOR ORDINALITY, id BIGINT PATH '$')) o
        STRAIGHT_JOIN step s ON s.clinic_id = ? AND s.campaign_id = ? AND s.id = o.id
        SET s.position = o.position
        """
    case remove = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        STRAIGHT_JOIN step s ON s.clinic_id = ? AND s.campaign_id = ? AND s.id = ids.id
        SET s.removed_at = ?, s.updated_at = ? WHERE s.removed_at IS NULL
        """
}
