ALTER TABLE campaign ADD KEY IF NOT EXISTS campaign_updated (clinic_id, updated_at);
