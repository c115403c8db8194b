ALTER TABLE patient
    ADD KEY IF NOT EXISTS patient_audience
        (clinic_id, id, status, birth_date, contact_id, sex, intake_form, preferred_channel, registered_at);
