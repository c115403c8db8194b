CREATE TABLE IF NOT EXISTS patient_tag (
    clinic_id  BIGINT NOT NULL,
    patient_id BIGINT NOT NULL,
    tag        VARCHAR(60) NOT NULL,
    PRIMARY KEY (clinic_id, patient_id, tag),
    KEY (clinic_id, tag),
    FOREIGN KEY (clinic_id, patient_id) REFERENCES patient (clinic_id, id)
);
