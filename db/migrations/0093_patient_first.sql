ALTER TABLE patient ADD INDEX IF NOT EXISTS patient_first (clinic_id, first_name, last_name);
