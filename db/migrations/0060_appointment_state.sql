ALTER TABLE appointment
    ADD KEY IF NOT EXISTS appointment_state (clinic_id, status, patient_id, starts_at, type_id);
