CREATE TABLE IF NOT EXISTS contact (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id   BIGINT NOT NULL,
    external_id VARCHAR(80) COLLATE utf8mb4_bin NULL COMMENT 'NULL for the patient as own contact',
    first_name  VARCHAR(120) NOT NULL,
    last_name   VARCHAR(120) NOT NULL,
    language    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NULL,
    zone        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at  DATETIME(6) NOT NULL,
    updated_at  DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, external_id),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
