ALTER TABLE treatment ADD KEY IF NOT EXISTS treatment_started (clinic_id, type, started_at);
