CREATE TABLE IF NOT EXISTS push_subscription (
    id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id     BIGINT NOT NULL,
    contact_id    BIGINT NOT NULL COMMENT 'whose browser it is',
    endpoint      VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'where its push service takes messages',
    endpoint_hash BINARY(32) NOT NULL,
    public_key    BINARY(65) NOT NULL,
    auth          BINARY(16) NOT NULL,
    created_at    DATETIME(6) NOT NULL,
    used_at       DATETIME(6) NULL COMMENT 'when its service last took a message',
    UNIQUE push_subscription_once (clinic_id, contact_id, endpoint_hash),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
