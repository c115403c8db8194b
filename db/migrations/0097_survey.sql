CREATE TABLE IF NOT EXISTS survey (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id  BIGINT NOT NULL,
    name       VARCHAR(120) NOT NULL COMMENT 'for staff',
    heading    TEXT NOT NULL COMMENT 'what patients read on top, as JSON by language',
    in_use     BOOLEAN DEFAULT NULL COMMENT 'TRUE of the one that invitations ask, else NULL',
    version    INT NOT NULL DEFAULT 1 COMMENT 'rises with each saved change',
    created_at DATETIME(6) NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, id),
    UNIQUE KEY survey_in_use (clinic_id, in_use),
    CHECK (in_use),
    FOREIGN KEY (clinic_id) REFERENCES clinic (id)
);
