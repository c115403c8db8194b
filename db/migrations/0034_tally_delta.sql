CREATE TABLE IF NOT EXISTS tally_delta (
    id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    clinic_id   BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    step_id     BIGINT NOT NULL COMMENT '0 for what no step counts',
    day         DATE NOT NULL COMMENT 'the clinic''s',
    measure     ENUM('recipients','planned','sent','delivered','failed','skipped','opened','clicked') NOT NULL,
    reason      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    amount      INT NOT NULL
);
