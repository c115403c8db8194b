ALTER TABLE consent
    ADD KEY IF NOT EXISTS consent_answer (clinic_id, purpose, channel, contact_id, granted, given_at, source);
