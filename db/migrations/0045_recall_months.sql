ALTER TABLE clinic
    ADD COLUMN IF NOT EXISTS recall_months TINYINT NOT NULL DEFAULT 6 COMMENT 'after the last visit' AFTER age_of_majority;
