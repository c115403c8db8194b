ALTER TABLE campaign
    ADD COLUMN IF NOT EXISTS asks_audience_again BOOL NOT NULL DEFAULT FALSE
        COMMENT 'care: only who is still in the audience gets the next message' AFTER reentry_days;
