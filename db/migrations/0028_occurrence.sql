CREATE TABLE IF NOT EXISTS occurrence (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    due_at      DATETIME(6) NOT NULL,
    state       ENUM('waiting','firing','fired','missed') NOT NULL DEFAULT 'waiting',
    last_patient_id BIGINT NOT NULL DEFAULT 0 COMMENT 'how far the audience has been enrolled',
    created_at  DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, campaign_id, due_at),
    KEY occurrence_due (state, due_at),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
);
