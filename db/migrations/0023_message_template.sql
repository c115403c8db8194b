CREATE TABLE IF NOT EXISTS message_template (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    name       VARCHAR(120) NOT NULL,
    channel    ENUM('EMAIL','SMS','IN_APP','PUSH') NOT NULL,
    number     INT NOT NULL DEFAULT 1 COMMENT 'the latest version',
    removed_at DATETIME(6) NULL,
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    KEY (clinic_id, name),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
