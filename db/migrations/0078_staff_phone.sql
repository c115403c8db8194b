ALTER TABLE staff ADD COLUMN IF NOT EXISTS phone VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'E.164: where test messages go' AFTER email;
