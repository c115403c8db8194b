ALTER TABLE consent
    MODIFY source ENUM('intake', 'person', 'staff', 'complaint') NOT NULL COMMENT 'complaint: a mail service''s report that the person called a message spam';
