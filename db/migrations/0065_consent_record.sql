ALTER TABLE consent ADD KEY IF NOT EXISTS consent_record (clinic_id, id);
