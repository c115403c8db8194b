ALTER TABLE campaign ADD KEY IF NOT EXISTS campaign_daily (trigger_event, status);
