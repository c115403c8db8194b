ALTER TABLE clinic
    ADD COLUMN IF NOT EXISTS replan_after BIGINT DEFAULT NULL COMMENT 'its clocks changed: what waits is planned anew after this enrollment id' AFTER unpark_at;
