enum CampaignSQL: String, CaseIterable {
    /// One row: the campaign, with why it paused itself where it did.
    case byID = """
        SELECT campaign.id, campaign.clinic_id, name, description, type, is_marketing, trigger_type, trigger_event, trigger_rule,
               trigger_lead_days, DATE_FORMAT(trigger_local, '%Y-%m-%dT%H:%i:%s') AS trigger_local,
               trigger_recurrence, audience, exclude_criteria, reentry_days, asks_audience_again, draft, status, version, revision_id,
               published_version, moving_since, gallery_key, reminder_table, created_by, activated_at,
               campaign.paused_at, shift_until, completed_at, archived_at, created_at, updated_at,
               w.refused, w.answered, w.code, w.detail
        FROM campaign
        LEFT JOIN self_pause w ON w.clinic_id = campaign.clinic_id AND w.campaign_id = campaign.id
            AND w.paused_at = campaign.paused_at
        WHERE campaign.clinic_id = ? AND campaign.id = ?
        """
    /// The same row, locked for this transaction.
    case lock = """
        SELECT id, clinic_id, name, description, type, is_marketing, trigger_type, trigger_event, trigger_rule,
               trigger_lead_days, DATE_FORMAT(trigger_local, '%Y-%m-%dT%H:%i:%s') AS trigger_local,
               trigger_recurrence, audience, exclude_criteria, reentry_days, asks_audience_again, draft, status, version, revision_id,
               published_version, moving_since, gallery_key, reminder_table, created_by, activated_at, paused_at,
               shift_until, completed_at, archived_at, created_at, updated_at
        FROM campaign WHERE clinic_id = ? AND id = ? FOR UPDATE
        """
    /// One row per campaign with its counts, newest first, from an id downwards.
    case list = """
        SELECT c.id, c.clinic_id, c.name, c.description, c.type, c.is_marketing, c.trigger_type, c.trigger_event,
               c.trigger_rule, c.trigger_lead_days,
               DATE_FORMAT(c.trigger_local, '%Y-%m-%dT%H:%i:%s') AS trigger_local, c.trigger_recurrence, c.audience,
               c.exclude_criteria, c.reentry_days, c.asks_audience_again, c.draft, c.status, c.version, c.revision_id, c.published_version,
               c.moving_since, c.gallery_key, c.reminder_table, c.created_by, c.activated_at, c.paused_at, c.shift_until,
               c.completed_at, c.archived_at, c.created_at, c.updated_at,
               t.recipients, t.planned, t.sent, t.delivered, t.failed, t.skipped, t.opened, t.clicked
        FROM campaign c LEFT JOIN tally t ON t.clinic_id = c.clinic_id AND t.campaign_id = c.id
        WHERE c.clinic_id = ? AND c.id < ? AND (? IS NULL OR c.status = ?) AND (? IS NULL OR c.type = ?)
        ORDER BY c.id DESC LIMIT ?
        """
    case insert = """
        INSERT INTO campaign (clinic_id, name, description, type, is_marketing, trigger_type, trigger_event,
            trigger_rule, trigger_lead_days, trigger_local, trigger_recurrence, audience, exclude_criteria, asks_audience_again,
            gallery_key, created_by, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    /// Name and description are live: they are nothing to publish. MariaDB assigns from left to right.
    case updateHead = """
        UPDATE campaign SET name = ?, description = ?, type = ?, is_marketing = ?,
            published_version = IF(published_version = version, version + 1, published_version), version = version + 1,
            updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    case updateReentry = "UPDATE campaign SET reentry_days = ? WHERE clinic_id = ? AND id = ?"
    case updateAsking = """
        UPDATE campaign SET asks_audience_again = ?, version = version + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    case updateTrigger = """
        UPDATE campaign SET trigger_type = ?, trigger_event = ?, trigger_rule = ?, trigger_lead_days = ?,
            trigger_local = ?, trigger_recurrence = ?, version = version + 1, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    case updateAudience = """
        UPDATE campaign SET audience = ?, exclude_criteria = ?, version = version + 1, updated_at = ?
        WHERE clinic_id = ? AND id = ?
        """
    /// What has been edited of a campaign that has run; the other columns are what runs.
    case keepDraft = """
        UPDATE campaign SET draft = ?, version = version + 1, updated_at = ? WHERE clinic_id = ? AND id = ?
        """
    /// What was edited runs from now on; or nobody wants it.
    case dropDraft = """
        UPDATE campaign SET draft = NULL, reentry_days = ?, asks_audience_again = ? WHERE clinic_id = ? AND id = ?
        """
    case touch = "UPDATE campaign SET version = version + 1, updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row when the campaign has a send.
    case anySend = "SELECT 1 AS found FROM send WHERE clinic_id = ? AND campaign_id = ? LIMIT 1"
    case deleteReminderRules = "DELETE FROM reminder_rule WHERE clinic_id = ? AND campaign_id = ?"
    case deleteSteps = "DELETE FROM step WHERE clinic_id = ? AND campaign_id = ?"
    case delete = "DELETE FROM campaign WHERE clinic_id = ? AND id = ? AND status = 'DRAFT'"
}
