ALTER TABLE event
    ADD COLUMN IF NOT EXISTS day DATE DEFAULT NULL COMMENT 'daily events: the clinic''s date that it is about' AFTER data,
    ADD COLUMN IF NOT EXISTS lead_days SMALLINT NOT NULL DEFAULT 0 COMMENT 'how many days before it is told; negative after' AFTER day;
