ALTER TABLE test_message
    ADD COLUMN typed MEDIUMTEXT NULL COMMENT 'the form as it was typed, saved or not, as JSON; NULL for a test of a provider' AFTER message;
