ALTER TABLE step ADD COLUMN table_key VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'which part of the reminder table it is, so that it keeps its id';
