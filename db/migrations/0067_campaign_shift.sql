ALTER TABLE campaign
    ADD COLUMN IF NOT EXISTS shift_until DATETIME(6) DEFAULT NULL COMMENT 'a resume that lets waits last longer by the pause: when it was asked for' AFTER paused_at,
    ADD KEY IF NOT EXISTS shift_until (shift_until);
