CREATE TABLE IF NOT EXISTS staff (
    id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id     BIGINT NOT NULL,
    name          VARCHAR(120) NOT NULL,
    email         VARCHAR(254) NOT NULL,
    password_hash VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    role          ENUM('viewer','front_desk','manager','admin') NOT NULL,
    removed_at    DATETIME(6) NULL,
    created_at    DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE (email),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
