ALTER TABLE api_key ADD COLUMN IF NOT EXISTS last_used_at DATETIME(6) NULL COMMENT 'to some minutes' AFTER revoked_at;
