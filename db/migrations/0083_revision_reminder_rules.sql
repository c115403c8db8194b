ALTER TABLE revision ADD COLUMN reminder_rules MEDIUMTEXT NULL
    COMMENT 'JSON: the reminder table that the revision was made of';
