CREATE TABLE IF NOT EXISTS message_template_version (
    clinic_id   BIGINT NOT NULL,
    template_id BIGINT NOT NULL,
    number      INT NOT NULL,
    language    VARCHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     VARCHAR(300) NOT NULL DEFAULT '',
    body        TEXT NOT NULL,
    staff_id    BIGINT NULL,
    created_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (clinic_id, template_id, number, language),
    FOREIGN KEY (clinic_id, template_id) REFERENCES message_template (clinic_id, id)
);
