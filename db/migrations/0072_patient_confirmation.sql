ALTER TABLE appointment
    ADD COLUMN IF NOT EXISTS patient_confirmed_at DATETIME(6) DEFAULT NULL COMMENT 'the patient''s own word, which stands until the visit moves or falls away' AFTER confirmed_at;
