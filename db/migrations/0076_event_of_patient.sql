ALTER TABLE event ADD INDEX event_of_patient (clinic_id, type, patient_id, occurred_at);
