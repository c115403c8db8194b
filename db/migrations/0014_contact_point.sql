CREATE TABLE IF NOT EXISTS contact_point (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    kind       ENUM('email','phone') NOT NULL,
    address    VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'normalised: lower-case mail domain, E.164',
    created_at DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (clinic_id, kind, address),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
