CREATE TABLE attention (
    send_id BIGINT NOT NULL PRIMARY KEY,
    clinic_id BIGINT NOT NULL,
    campaign_id BIGINT NOT NULL,
    kind ENUM('address', 'opted_out', 'sender', 'content', 'refused', 'exhausted', 'ambiguous', 'poison', 'bounced') NOT NULL,
    failed_at DATETIME(6) NOT NULL,
    closed_at DATETIME(6) NULL,
    closed_by BIGINT NULL COMMENT 'who of the staff; NULL for a program',
    is_counted BOOL NOT NULL DEFAULT FALSE COMMENT 'in failure_total',
    KEY attention_open (clinic_id, closed_at, failed_at, send_id, kind, campaign_id),
    KEY attention_kind (clinic_id, closed_at, kind, failed_at, send_id),
    KEY attention_uncounted (is_counted),
    FOREIGN KEY (send_id) REFERENCES send (id),
    FOREIGN KEY (clinic_id, campaign_id) REFERENCES campaign (clinic_id, id)
) COMMENT = 'failed messages, until somebody has seen to them';
