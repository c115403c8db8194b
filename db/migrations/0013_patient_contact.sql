CREATE TABLE IF NOT EXISTS patient_contact (
    clinic_id          BIGINT NOT NULL,
    patient_id         BIGINT NOT NULL,
    contact_id         BIGINT NOT NULL,
    relation           ENUM('parent','guardian','other') NOT NULL,
    receives_care      BOOL NOT NULL,
    receives_marketing BOOL NOT NULL,
    PRIMARY KEY (clinic_id, patient_id, contact_id),
    KEY (clinic_id, contact_id),
    FOREIGN KEY (clinic_id, patient_id) REFERENCES patient (clinic_id, id),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
