ALTER TABLE step ADD COLUMN IF NOT EXISTS experiment TEXT NULL COMMENT 'JSON: the message templates that a SEND tries' AFTER only_until_confirmed;
