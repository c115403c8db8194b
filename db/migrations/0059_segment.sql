CREATE TABLE IF NOT EXISTS segment (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    name       VARCHAR(120) NOT NULL,
    rule       TEXT NOT NULL,
    version    INT NOT NULL DEFAULT 1 COMMENT 'rises with each saved change',
    removed_at DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    kept_name  VARCHAR(120) COLLATE utf8mb4_nopad_bin AS (IF(removed_at IS NULL, name, NULL)) STORED COMMENT 'a removed one lends its name',
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, kept_name),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
