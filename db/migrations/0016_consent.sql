CREATE TABLE IF NOT EXISTS consent (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id    BIGINT NOT NULL,
    contact_id   BIGINT NOT NULL,
    purpose      ENUM('marketing','care','reminder') NOT NULL,
    channel      ENUM('EMAIL','SMS','IN_APP','PUSH') NOT NULL,
    granted      BOOL NOT NULL,
    given_at     DATETIME(6) NOT NULL COMMENT 'when the person said so',
    source       ENUM('intake','person','staff') NOT NULL,
    how          VARCHAR(120) NOT NULL DEFAULT '',
    wording      VARCHAR(1000) NOT NULL DEFAULT '',
    staff_id     BIGINT NULL,
    created_at   DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, contact_id, purpose, channel, given_at, source, granted),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
