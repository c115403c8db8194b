CREATE TABLE IF NOT EXISTS experiment (
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    step_id BIGINT NOT NULL,
    arms VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'with a message, A first: A,B',
    goal ENUM('clicks', 'confirmations', 'bookings', 'answers') NOT NULL,
    picks_winner BOOLEAN NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    state ENUM('running', 'ended', 'done') NOT NULL DEFAULT 'running' COMMENT 'ended: those outside of it are being planned',
    last_patient_id BIGINT NOT NULL DEFAULT 0 COMMENT 'how far those outside of it have been planned',
    winner VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the arm that everybody gets since the end',
    counts TEXT NULL COMMENT 'JSON: what each arm had come to at the end',
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, campaign_id, step_id),
    KEY experiment_due (state, ends_at),
    FOREIGN KEY (clinic_id, campaign_id, step_id) REFERENCES step (clinic_id, campaign_id, id)
) ENGINE = InnoDB;
