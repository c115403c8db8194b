CREATE TABLE IF NOT EXISTS reschedule_request (
    id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id      BIGINT NOT NULL,
    appointment_id BIGINT NOT NULL,
    starts_at      DATETIME(6) NOT NULL COMMENT 'of the visit when another time was asked for',
    wish           VARCHAR(500) NOT NULL COMMENT 'the patient''s own words, or empty',
    requested_at   DATETIME(6) NOT NULL COMMENT 'the latest words',
    done_at        DATETIME(6) DEFAULT NULL,
    done_by        BIGINT DEFAULT NULL,
    UNIQUE (clinic_id, id),
    KEY reschedule_request_open (clinic_id, done_at, requested_at),
    FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointment (clinic_id, id),
    FOREIGN KEY (clinic_id, done_by) REFERENCES staff (clinic_id, id)
);
