CREATE TABLE IF NOT EXISTS tally_day (
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    step_id     BIGINT NOT NULL,
    day         DATE NOT NULL,
    measure     ENUM('recipients','planned','sent','delivered','failed','skipped','opened','clicked') NOT NULL,
    reason      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    amount      BIGINT NOT NULL,
    PRIMARY KEY (clinic_id, campaign_id, step_id, day, measure, reason)
);
