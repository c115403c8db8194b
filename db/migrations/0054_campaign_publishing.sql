ALTER TABLE campaign
    ADD COLUMN IF NOT EXISTS draft MEDIUMTEXT DEFAULT NULL COMMENT 'of one that has run: trigger, audience and settings as edited since, as JSON' AFTER reentry_days,
    ADD COLUMN IF NOT EXISTS published_version INT DEFAULT NULL COMMENT 'the draft''s version when it was published last' AFTER revision_id,
    ADD COLUMN IF NOT EXISTS least_revision_id BIGINT DEFAULT NULL COMMENT 'patients inside on an older revision move to this one' AFTER published_version,
    ADD COLUMN IF NOT EXISTS moving_since DATETIME(6) DEFAULT NULL COMMENT 'since when they move; NULL when all have' AFTER least_revision_id,
    ADD KEY IF NOT EXISTS moving_since (moving_since);
