CREATE TABLE IF NOT EXISTS tally (
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    recipients  BIGINT NOT NULL DEFAULT 0,
    planned     BIGINT NOT NULL DEFAULT 0,
    sent        BIGINT NOT NULL DEFAULT 0,
    delivered   BIGINT NOT NULL DEFAULT 0,
    failed      BIGINT NOT NULL DEFAULT 0,
    skipped     BIGINT NOT NULL DEFAULT 0,
    opened      BIGINT NOT NULL DEFAULT 0,
    clicked     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (clinic_id, campaign_id),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
);
