CREATE TABLE IF NOT EXISTS sign_in_failure (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    account_hash BINARY(32) NOT NULL,
    address_hash BINARY(32) NOT NULL,
    failed_at    DATETIME(6) NOT NULL,
    KEY (account_hash, failed_at),
    KEY (address_hash, failed_at)
);
