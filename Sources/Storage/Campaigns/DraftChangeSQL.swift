enum DraftChangeSQL: String, CaseIterable {
    /// What was undone is lost once something else is changed, and so is what is too old: up to a number.
    case forget = """
        DELETE FROM draft_change WHERE clinic_id = ? AND campaign_id = ? AND (is_undone OR number <= ?)
        """
    case forgetAll = "DELETE FROM draft_change WHERE clinic_id = ? AND campaign_id = ?"
    /// One row: the number of the newest change that stands, 0 without one.
    case newest = """
        SELECT COALESCE(MAX(number), 0) AS number FROM draft_change
        WHERE clinic_id = ? AND campaign_id = ? AND NOT is_undone
        """
    case insert = """
        INSERT INTO draft_change (clinic_id, campaign_id, number, verb, step_id, staff_id, before_state, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// At most two rows: the newest change that stands, and the oldest of those that were undone, each with its step.
    case ends = """
        SELECT c.number, c.verb, c.is_undone, c.changed_at, s.name AS staff, c.step_id,
               t.id, t.parent_id, t.lane, t.position, t.name, t.type, t.channel, t.template_id, t.only_until_confirmed,
               t.experiment, t.wait_until, t.if_past, t.rule, t.branches, t.exits, t.version, t.updated_at
        FROM draft_change c
        LEFT JOIN step t ON t.clinic_id = c.clinic_id AND t.campaign_id = c.campaign_id AND t.id = c.step_id
        LEFT JOIN staff s ON s.clinic_id = c.clinic_id AND s.id = c.staff_id
        WHERE c.clinic_id = ? AND c.campaign_id = ? AND c.number IN (
            (SELECT MAX(number) FROM draft_change WHERE clinic_id = c.clinic_id AND campaign_id = c.campaign_id AND NOT is_undone),
            (SELECT MIN(number) FROM draft_change WHERE clinic_id = c.clinic_id AND campaign_id = c.campaign_id AND is_undone))
        """
    /// One row: the draft on both sides of a change.
    case states = """
        SELECT before_state, after_state FROM draft_change WHERE clinic_id = ? AND campaign_id = ? AND number = ?
        """
    case undo = """
        UPDATE draft_change SET is_undone = TRUE, after_state = ? WHERE clinic_id = ? AND campaign_id = ? AND number = ?
        """
    case redo = """
        UPDATE draft_change SET is_undone = FALSE, after_state = NULL WHERE clinic_id = ? AND campaign_id = ? AND number = ?
        """
}
