CREATE TABLE IF NOT EXISTS campaign_recipient (
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    patient_id  BIGINT NOT NULL,
    PRIMARY KEY (clinic_id, campaign_id, patient_id),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
);
