ALTER TABLE send_attempt
    ADD COLUMN IF NOT EXISTS cause ENUM('address', 'opted_out', 'sender', 'content', 'other') NULL COMMENT 'of a refusal' AFTER code,
    ADD COLUMN IF NOT EXISTS detail VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the enhanced status, or the provider''s own number of an error' AFTER cause;
