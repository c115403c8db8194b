CREATE TABLE IF NOT EXISTS form_use (
    nonce BINARY(16) NOT NULL,
    path_hash BINARY(32) NOT NULL COMMENT 'SHA-256 of where it was posted',
    clinic_id BIGINT NOT NULL,
    location VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin COMMENT 'where it led; NULL when it did nothing',
    used_at DATETIME(6) NOT NULL,
    PRIMARY KEY (nonce, path_hash),
    KEY form_use_old (used_at),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
) COMMENT 'forms that may act once: a second click finds what the first did';
