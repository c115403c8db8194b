ALTER TABLE enrollment ADD COLUMN IF NOT EXISTS awaited_event VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what it stands waiting for' AFTER follows_visits;
