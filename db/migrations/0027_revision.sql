CREATE TABLE IF NOT EXISTS revision (
    id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id    BIGINT NOT NULL,
    campaign_id  BIGINT NOT NULL,
    number       INT NOT NULL,
    document     MEDIUMTEXT NOT NULL COMMENT 'workflow, trigger, audience, settings and message template versions, as JSON',
    staff_id     BIGINT NULL,
    published_at DATETIME(6) NOT NULL,
    UNIQUE (clinic_id, campaign_id, id),
    UNIQUE (clinic_id, campaign_id, number),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
);
