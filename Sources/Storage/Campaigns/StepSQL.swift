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
    /// One row per step of a list, whether it stands in the draft or was taken out.
    case these = """
        SELECT s.id, s.parent_id, s.lane, s.position, s.name, s.type, s.channel, s.template_id, s.only_until_confirmed,
               s.experiment, s.wait_until, s.if_past, s.rule, s.branches, s.exits, s.version, s.updated_at, s.removed_at
        FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) ids
        STRAIGHT_JOIN step s ON s.clinic_id = ? AND s.campaign_id = ? AND s.id = ids.id
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
    /// Puts many steps back to where they were: one row a step, `[id, parent, lane, position]`.
    case restoreAll = """
        UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', parent BIGINT PATH '$[1]',
            lane VARCHAR(16) PATH '$[2]', position INT PATH '$[3]')) o
        STRAIGHT_JOIN step s ON s.clinic_id = ? AND s.campaign_id = ? AND s.id = o.id
        SET s.parent_id = o.parent, s.lane = o.lane, s.position = o.position, s.removed_at = NULL
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
