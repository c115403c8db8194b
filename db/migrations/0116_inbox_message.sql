CREATE TABLE IF NOT EXISTS inbox_message (
    id         BIGINT NOT NULL PRIMARY KEY COMMENT 'its send''s id',
    clinic_id  BIGINT NOT NULL,
    contact_id BIGINT NOT NULL COMMENT 'whose inbox it is in',
    language   VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content    MEDIUMTEXT COMPRESSED NOT NULL COMMENT 'the message with its links, as JSON',
    arrived_at DATETIME(6) NOT NULL,
    read_at    DATETIME(6) NULL COMMENT 'when somebody said so',
    KEY inbox_message_list (clinic_id, contact_id, arrived_at, id),
    KEY inbox_message_unread (clinic_id, contact_id, read_at),
    FOREIGN KEY (id) REFERENCES send (id),
    FOREIGN KEY (clinic_id, contact_id) REFERENCES contact (clinic_id, id)
);
