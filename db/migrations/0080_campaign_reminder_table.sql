ALTER TABLE campaign ADD COLUMN reminder_table ENUM('bound', 'detached') CHARACTER SET ascii COLLATE ascii_bin NULL
    COMMENT 'whether its steps are what the reminder table comes to; NULL never was';
