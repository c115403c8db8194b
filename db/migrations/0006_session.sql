CREATE TABLE IF NOT EXISTS session (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    staff_id   BIGINT NOT NULL,
    notice     VARCHAR(400) NULL COMMENT 'shown once on the next page',
    started_at DATETIME(6) NOT NULL,
    seen_at    DATETIME(6) NOT NULL,
    KEY (seen_at),
    FOREIGN KEY (clinic_id, staff_id) REFERENCES staff (clinic_id, id) ON DELETE CASCADE
);
