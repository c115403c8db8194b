ALTER TABLE enrollment ADD KEY IF NOT EXISTS enrollment_behind (clinic_id, campaign_id, status, revision_id);
