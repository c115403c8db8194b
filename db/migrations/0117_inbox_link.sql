CREATE TABLE IF NOT EXISTS inbox_link (
    code_hash  BINARY(32) NOT NULL PRIMARY KEY COMMENT 'of the short code in an SMS',
    clinic_id  BIGINT NOT NULL,
    contact_id BIGINT NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    KEY inbox_link_expiry (expires_at),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
