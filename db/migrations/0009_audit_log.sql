CREATE TABLE IF NOT EXISTS audit_log (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    staff_id   BIGINT NULL,
    api_key_id BIGINT NULL,
    verb       VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    noun       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    noun_id    BIGINT NULL,
    data       TEXT NULL,
    created_at DATETIME(6) NOT NULL,
    KEY (clinic_id, created_at),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
