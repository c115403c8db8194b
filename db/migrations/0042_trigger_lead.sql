ALTER TABLE campaign
    ADD COLUMN IF NOT EXISTS trigger_lead_days SMALLINT NOT NULL DEFAULT 0 COMMENT 'daily events: days before; negative after'
    AFTER trigger_rule;
