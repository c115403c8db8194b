ALTER TABLE enrollment
    ADD COLUMN IF NOT EXISTS pauses TEXT DEFAULT NULL COMMENT 'JSON: pauses by which its waits last longer, as [from, to] in microseconds' AFTER decisions,
    ADD COLUMN IF NOT EXISTS shifted_from DATETIME(6) DEFAULT NULL COMMENT 'the beginning of the last of them' AFTER pauses;
