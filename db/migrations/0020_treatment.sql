CREATE TABLE IF NOT EXISTS treatment (
    id               BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id        BIGINT NOT NULL,
    external_id      VARCHAR(80) COLLATE utf8mb4_bin NOT NULL,
    patient_id       BIGINT NOT NULL,
    type             VARCHAR(40) NOT NULL,
    status           ENUM('planned','active','paused','completed','stopped') NOT NULL,
    phase            VARCHAR(60) NOT NULL DEFAULT '',
    phase_started_at DATETIME(6) NULL,
    started_at       DATETIME(6) NULL,
    ended_at         DATETIME(6) NULL,
    created_at       DATETIME(6) NOT NULL,
    updated_at       DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, external_id),
    KEY (clinic_id, patient_id),
    FOREIGN KEY (clinic_id, patient_id) REFERENCES patient (clinic_id, id)
);
