ALTER TABLE clinic ADD COLUMN IF NOT EXISTS review_url VARCHAR(500) NOT NULL DEFAULT ''
    COMMENT 'where people may review the clinic: shown to everybody who answers a survey, or empty';
