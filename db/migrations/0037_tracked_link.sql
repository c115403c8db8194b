CREATE TABLE IF NOT EXISTS tracked_link (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    url         VARCHAR(2000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    url_hash    BINARY(32) NOT NULL,
    created_at  DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, campaign_id, url_hash),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
);
