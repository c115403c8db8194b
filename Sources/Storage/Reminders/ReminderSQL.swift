enum ReminderSQL: String, CaseIterable {
    /// One row: the newest campaign of the clinic that its reminder table is, and that is not over.
    case bound = """
        SELECT id FROM campaign
        WHERE clinic_id = ? AND status IN ('DRAFT', 'ACTIVE', 'PAUSED') AND reminder_table = 'bound'
        ORDER BY id DESC LIMIT 1
        """
    /// One row: the campaign that reminds of booked visits, running or paused.
    case running = """
        SELECT id FROM campaign FORCE INDEX (campaign_trigger)
        WHERE clinic_id = ? AND trigger_event = 'APPOINTMENT_BOOKED' AND status IN ('ACTIVE', 'PAUSED')
            AND type = 'REMINDER'
        ORDER BY id LIMIT 1
        """
    /// One row per line of a campaign's table.
    case rules = """
        SELECT id, type_id, lead_kind, amount, channel, template_id, only_until_confirmed
        FROM reminder_rule FORCE INDEX (reminder_rule_campaign) WHERE clinic_id = ? AND campaign_id = ? ORDER BY id
        """
    /// One row per appointment type of the clinic, by name.
    case types = "SELECT id, name FROM appointment_type FORCE INDEX (clinic_id_2) WHERE clinic_id = ? ORDER BY name, id"
    /// A line under the id that it had; under a new one without.
    case insert = """
        INSERT INTO reminder_rule (id, clinic_id, campaign_id, type_id, lead_kind, amount, channel, template_id,
            only_until_confirmed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    case update = """
        UPDATE reminder_rule SET type_id = ?, lead_kind = ?, amount = ?, channel = ?, template_id = ?,
            only_until_confirmed = ?
        WHERE clinic_id = ? AND campaign_id = ? AND id = ?
        """
    case remove = "DELETE FROM reminder_rule WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
    case bind = "UPDATE campaign SET reminder_table = 'bound' WHERE clinic_id = ? AND id = ?"
    case detach = "UPDATE campaign SET reminder_table = 'detached', updated_at = ? WHERE clinic_id = ? AND id = ?"
    /// One row per step that the table ever came to, with its part of the table; removed ones too.
    case steps = "SELECT id, table_key FROM step WHERE clinic_id = ? AND campaign_id = ? AND table_key IS NOT NULL"
    case nameStep = "UPDATE step SET table_key = ? WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
    /// The table that a revision is made of.
    case keep = "UPDATE revision SET reminder_rules = ? WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
    /// One row: the table that a revision was made of.
    case kept = "SELECT reminder_rules FROM revision WHERE clinic_id = ? AND campaign_id = ? AND id = ?"
}
