CREATE TABLE IF NOT EXISTS message (
    id         BIGINT NOT NULL PRIMARY KEY COMMENT 'its send''s id: the text as last sent',
    clinic_id  BIGINT NOT NULL,
    subject    VARCHAR(998) NOT NULL DEFAULT '',
    body       MEDIUMTEXT COMPRESSED NOT NULL,
    sms_parts  TINYINT NULL,
    created_at DATETIME(6) NOT NULL,
    FOREIGN KEY (id) REFERENCES send (id)
);
