CREATE TABLE self_pause (
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    paused_at DATETIME(6) NOT NULL,
    refused INT NOT NULL COMMENT 'for what they say, of its first messages',
    answered INT NOT NULL,
    code INT NULL,
    detail VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    PRIMARY KEY (clinic_id, campaign_id, paused_at),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id) ON DELETE CASCADE
) COMMENT = 'campaigns that paused themselves, and why';
