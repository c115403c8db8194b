ALTER TABLE treatment ADD KEY IF NOT EXISTS treatment_kind (clinic_id, type, status, phase, patient_id);
