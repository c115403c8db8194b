CREATE TABLE IF NOT EXISTS api_key (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id   BIGINT NOT NULL,
    name        VARCHAR(120) NOT NULL,
    secret_hash BINARY(32) NOT NULL,
    scopes      SET('intake','read','manage') NOT NULL,
    revoked_at  DATETIME(6) NULL,
    created_at  DATETIME(6) NOT NULL,
    UNIQUE (secret_hash),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
