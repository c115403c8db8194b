ALTER TABLE provider_state
    ADD COLUMN IF NOT EXISTS trouble ENUM('busy', 'unreachable', 'turned_away', 'insecure', 'storage', 'credentials') NULL COMMENT 'the last one' AFTER failures,
    ADD COLUMN IF NOT EXISTS trouble_code INT NULL COMMENT 'HTTP status or SMTP code' AFTER trouble,
    ADD COLUMN IF NOT EXISTS trouble_at DATETIME(6) NULL AFTER trouble_code;
